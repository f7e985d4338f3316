#!/usr/bin/env python3
"""A second verifier of bundles, written from docs/reference/proofs.md with the standard library and
`openssl`. It shares no code with the first.

  verify.py BUNDLE --key KEY [--key KEY] [--checkpoint OLD]   prints a JSON line for each finding
  verify.py --batch   a JSON line {"bundle": text, "keys": [...], "older": text | null} in, one out
Exit codes: 0 nothing found, 1 something found."""
import argparse, base64, functools, hashlib, json, re, subprocess, sys, tempfile

FIELDS = ['stream', 'revision', 'id', 'type', 'schemaVersion', 'recordedAt', 'data', 'metadata']
TEXT = lambda x: type(x) is str
WHOLE = lambda x: type(x) is int and 0 <= x < 2**53
HASH = lambda x: TEXT(x) and len(unbase64(x) or b'') == 32
KINDS = {
    'bundle': {'version': lambda x: type(x) is int and x == 1, 'origin': TEXT, 'size': WHOLE},
    'event': {'logIndex': WHOLE, 'leafHash': HASH, **{name: TEXT for name in FIELDS}, 'revision': WHOLE, 'schemaVersion': WHOLE},
    'checkpoint': {'note': TEXT, 'consistency': lambda x: type(x) is list and all(map(HASH, x))},
    'totals': {'stream': TEXT, 'totals': lambda x: type(x) is dict},
}
sha256 = lambda data: hashlib.sha256(data).digest()
node = lambda left, right: sha256(b'\x01' + left + right)
tobase64 = lambda data: base64.b64encode(data).decode()
# Sums of amounts and of units stay within what JSON can say exactly.
bound = lambda number, least=1 - 2**53: max(least, min(2**53 - 1, number))

def unbase64(text):
    try: data = base64.b64decode(text, validate=True)
    except ValueError: return None
    return data if tobase64(data) == text else None
def refuse(text):
    raise ValueError(text)
def parse(text):
    number = lambda digits: int(float(digits)) if float(digits).is_integer() else float(digits)
    return json.loads(text if TEXT(text) else text.decode(), parse_float=number, parse_constant=refuse)
def leaf_hash(event):
    fields = [str(event[name]).encode('utf-8', 'surrogatepass') for name in FIELDS]
    return sha256(b'\x00facture-envelope/1\n' + b''.join(len(f).to_bytes(4, 'big') + f for f in fields))

def append(peaks, size, leaf):
    for _ in range((size ^ size + 1).bit_length() - 1): leaf = node(peaks.pop(), leaf)
    peaks.append(leaf)
    return size + 1
def root_of(peaks):
    return functools.reduce(lambda right, left: node(left, right), reversed(peaks)) if peaks else sha256(b'')

def consistent(old, new, proof):
    """RFC 9162, section 2.1.4.2."""
    (m, old_root), (n, new_root) = old, new
    if m >= n or m == 0: return m <= n and not proof and old_root == (new_root if m == n else sha256(b''))
    fn, sn = m - 1, n - 1
    while fn & 1: fn, sn = fn >> 1, sn >> 1
    path = proof if fn else [old_root, *proof]
    fr = sr = path[0] if path else b''
    for c in path[1:]:
        if sn == 0: return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn and not fn & 1: fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == old_root and sr == new_root

@functools.lru_cache(maxsize=None)
def signed(public, message, signature):
    with tempfile.TemporaryDirectory() as room:
        for name, data in ('key', bytes.fromhex('302a300506032b6570032100') + public), ('text', message), ('sig', signature):
            with open(f'{room}/{name}', 'wb') as file: file.write(data)
        command = f'openssl pkeyutl -verify -pubin -keyform DER -inkey {room}/key -rawin -in {room}/text -sigfile {room}/sig'
        return subprocess.run(command.split(), capture_output=True).returncode == 0

def open_checkpoint(note, keys):
    """(size, root, origin), or None unless a trusted key has signed it."""
    parts = re.fullmatch(r'(?s)(.*\n)\n((?:[^\n]+\n)+)', note)
    if not parts or any(c < ' ' and c != '\n' or '\ud800' <= c <= '\udfff' for c in note): return None
    known = 0
    for line in parts[2].split('\n')[:-1]:
        fields = re.fullmatch(r'— ([^\s+]+) ([^ ]+)', line)
        blob = unbase64(fields[2]) if fields else None
        if not blob or len(blob) < 5: return None
        for name, public in keys:
            key_id = sha256(name.encode() + b'\n\x01' + public)[:4]
            if name == fields[1] and key_id == blob[:4]:
                if not signed(public, parts[1].encode(), blob[4:]): return None
                known += 1
    body = re.fullmatch(r'([^\n]+)\n(0|[1-9][0-9]{0,15})\n([^\n]+)\n(?:[^\n]+\n)*', parts[1])
    root = unbase64(body[3]) if body and known else None
    return (int(body[2]), root, body[1]) if root and len(root) == 32 and int(body[2]) < 2**53 else None

def booked(total, done, whole):
    if done >= whole: return total if whole > 0 else 0
    amount = (2 * abs(total) * done + whole) // (2 * whole)
    return -amount if total < 0 else amount

def fold(row, event):
    data, kind = parse(event['data']), event['type']
    if kind not in ('OrderPlaced', 'InvoiceAdded', 'ReturnInvoiced', 'TrackingUpdated') or (row is None) > (kind == 'OrderPlaced'): refuse(kind)
    if row is None:
        row = {**{k: data[k] for k in ('orderId', 'sellerId', 'currency')}, 'ordered': data['valueMinor'], 'invoiced': 0, 'returned': 0,
               'lines': [{**line, 'invoiced': 0, 'returned': 0} for line in data['lines']]}
    elif kind in ('InvoiceAdded', 'ReturnInvoiced'):
        series = 'invoiced' if kind == 'InvoiceAdded' else 'returned'
        row[series] = bound(row[series] + data['valueMinor'])
        for booking in (b for item in data['items'] for b in item['bookings']):
            line = row['lines'][booking['lineIndex']]
            line[series] = bound(line[series] + booking['quantity'])
    return {**row, 'revision': event['revision'], 'updatedAt': data['occurredAt']}

def totals_of(row):
    ordered, invoiced, returned = row['ordered'], row['invoiced'], row['returned']
    status = 'invoiced' if invoiced == ordered else 'placed' if invoiced == 0 else 'partially-invoiced'
    share = lambda line, units: {'units': units, **{k: booked(line[k], units, line['quantity']) for k in ('amountMinor', 'discountMinor')}}
    def line_totals(index, line):
        sold = line['quantity'] if status == 'invoiced' else line['invoiced']
        return {'lineIndex': index, **{k: line[k] for k in ('skuId', 'quantity', 'amountMinor')},
                'invoiced': share(line, line['invoiced']), 'returned': share(line, line['returned']),
                'leftToInvoice': bound(line['quantity'] - sold, 0), 'leftToReturn': bound(sold - line['returned'], 0)}
    return {**{k: row[k] for k in ('orderId', 'sellerId', 'currency', 'revision', 'updatedAt')}, 'status': status, 'orderedMinor': ordered,
            'invoicedMinor': invoiced, 'returnedMinor': returned, 'remainingMinor': bound(ordered - invoiced), 'toSettleMinor': invoiced,
            'currentMinor': ordered if status == 'placed' else bound(invoiced - returned), 'toReimburseMinor': returned,
            'lines': [line_totals(*pair) for pair in enumerate(row['lines'])]}

def verify(lines, key_texts, older_note):
    """Yields what is wrong, in the order of the lines."""
    keys = [(key.split('+')[0], base64.b64decode(key.split('+', 2)[2])[1:]) for key in key_texts]
    peaks, size, following, sealed, header, closed, streams = [], 0, 0, 0, None, set(), {}
    older = open_checkpoint(older_note, keys) if older_note is not None else None
    before, lost, line = (0, sha256(b'')), False, 0
    def compared(header):
        if older and not lost and size == older[0] and older[2] == header['origin'] and root_of(peaks) != older[1]:
            yield {'type': 'HistoryRewritten', 'from': 0, 'to': size, 'expected': tobase64(older[1]), 'found': tobase64(root_of(peaks))}
    for line, text in enumerate(lines, 1):
        try:
            record = parse(text)
            kind = record['kind']
            if not all(holds(record[name]) for name, holds in KINDS[kind].items()): refuse(text)
        except (ValueError, KeyError, TypeError, RecursionError):
            kind = None
        if line == 1 and kind != 'bundle': break
        if line == 1: yield from compared(header := record)
        elif kind == 'event':
            stream, revision, index = record['stream'], record['revision'], record['logIndex']
            place = {'line': line, 'logIndex': index, 'stream': stream, 'revision': revision}
            if index != following: yield {'type': 'LogIndexDiffers', **place, 'expected': following, 'found': index}
            lost, following, found = lost or index != following, index + 1, tobase64(leaf_hash(record))
            changed = found != record['leafHash']
            if changed: yield {'type': 'EventChanged', **place, 'expected': record['leafHash'], 'found': found}
            size = append(peaks, size, unbase64(record['leafHash']))
            if stream in closed: yield {'type': 'EventAfterTotals', **place}
            else:
                last, row = streams.get(stream, (-1, None))
                streams[stream] = (revision, None)
                if revision != last + 1: yield {'type': 'RevisionDiffers', **place, 'expected': last + 1, 'found': revision}
                elif not changed and (row or revision == 0):
                    try: streams[stream] = (revision, fold(row, record))
                    except (ValueError, KeyError, TypeError, IndexError): yield {'type': 'EventNotUnderstood', **place}
            yield from compared(header)
        elif kind == 'checkpoint':
            opened = open_checkpoint(record['note'], keys)
            if not opened: yield {'type': 'CheckpointRefused', 'line': line}
            elif opened[2] != header['origin']: yield {'type': 'OriginDiffers', 'line': line, 'expected': header['origin'], 'found': opened[2]}
            elif before and not consistent(before, opened[:2], [unbase64(h) for h in record['consistency']]):
                yield {'type': 'NotConsistent', 'line': line, 'from': before[0], 'to': opened[0]}
            before, root = opened[:2] if opened and opened[2] == header['origin'] else None, root_of(peaks)
            if lost or not before: continue
            lost = before != (size, root)
            if opened[0] != size: yield {'type': 'SizeDiffers', 'line': line, 'from': sealed, 'expected': opened[0], 'found': size}
            elif lost: yield {'type': 'RootDiffers', 'line': line, 'from': sealed, 'to': size, 'expected': tobase64(opened[1]), 'found': tobase64(root)}
            else: sealed = size
        elif kind == 'totals':
            last, row = streams.pop(record['stream'], (None, None))
            if last is None: yield {'type': 'TotalsUnfounded', 'line': line, 'stream': record['stream']}
            else: closed.add(record['stream'])
            if row and json.dumps(totals_of(row), sort_keys=True) != json.dumps(record['totals'], sort_keys=True):
                yield {'type': 'TotalsDiffer', 'line': line, 'stream': record['stream'], 'revision': last, 'expected': totals_of(row), 'found': record['totals']}
        else: yield {'type': 'LineUnreadable', 'line': line}
    if header is None: return (yield {'type': 'NotABundle', 'line': 1})
    if size != header['size']: yield {'type': 'EventCountDiffers', 'expected': header['size'], 'found': size}
    if not lost and size > sealed: yield {'type': 'EventsUnsealed', 'from': sealed, 'to': size}
    if older_note is not None and not older: yield {'type': 'OlderCheckpointRefused'}
    elif older and older[2] != header['origin']: yield {'type': 'OlderCheckpointOfOtherLog', 'expected': header['origin'], 'found': older[2]}
    elif older and size < older[0]: yield {'type': 'HistoryCutOff', 'expected': older[0], 'found': size}
    for stream, (revision, _) in streams.items(): yield {'type': 'TotalsMissing', 'stream': stream, 'revision': revision}

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, more in ('bundle', {'nargs': '?'}), ('--key', {'action': 'append'}), ('--checkpoint', {}), ('--batch', {'action': 'store_true'}):
        parser.add_argument(name, **more)
    asked = parser.parse_args()
    for case in map(json.loads, sys.stdin if asked.batch else []):
        print(json.dumps(list(verify(case['bundle'].removesuffix('\n').split('\n'), case['keys'], case['older']))), flush=True)
    if asked.batch: return 0
    older = open(asked.checkpoint, encoding='utf-8').read() if asked.checkpoint else None
    lines, count = (text.removesuffix(b'\n') for text in open(asked.bundle, 'rb')), 0
    for count, finding in enumerate(verify(lines, asked.key, older), 1): print(json.dumps(finding))
    return 1 if count else 0

if __name__ == '__main__':
    sys.exit(main())
