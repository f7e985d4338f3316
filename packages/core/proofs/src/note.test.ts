import { describe, expect, it } from '@jest/globals';
import * as E from 'fp-ts/Either';

import { openNote, readNote, signaturesBy, signNote } from './note';
import { hex, newSigner, sha256, verify } from './testing/sealing';
import { readVerifierKey, verifierKey, writeVerifierKey } from './verifierKey';

/** The example in the documentation of golang.org/x/mod/sumdb/note. */
const PUBLISHED_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PUBLISHED_NOTE = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.

— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=
`;

const malformed = E.left({ type: 'NoteMalformed' });
const alice = newSigner('alice');
const bob = newSigner('bob');

describe('the published note', () => {
  const read = readVerifierKey(sha256, PUBLISHED_KEY);
  const keys = E.isRight(read) ? [read.right] : [];

  it('is opened by its key', () => {
    expect(keys.map(writeVerifierKey)).toEqual([PUBLISHED_KEY]);
    expect(openNote(verify, keys, PUBLISHED_NOTE)).toEqual(
      E.right(PUBLISHED_NOTE.slice(0, PUBLISHED_NOTE.indexOf('\n\n') + 1)),
    );
  });

  it('is not opened once it is changed', () => {
    const changed = PUBLISHED_NOTE.replace('answer', 'Answer');
    const wrong = E.left({ type: 'SignatureWrong', signer: 'PeterNeumann' });
    expect(openNote(verify, keys, changed)).toEqual(wrong);
  });
});

describe('a note', () => {
  const text = 'first\n\nthird\n';
  const note = signNote(text, [alice, bob]);

  it('is opened by whoever trusts one of its signers', () => {
    for (const keys of [[alice.key], [bob.key], [bob.key, alice.key]])
      expect(openNote(verify, keys, note)).toEqual(E.right(text));
  });

  it('is opened by nobody else, also not by a key of the same name', () => {
    const signers = ['alice', 'bob'];
    const notTrusted = E.left({ type: 'NoteNotTrusted', signers });
    expect(openNote(verify, [newSigner('alice').key], note)).toEqual(notTrusted);
    expect(openNote(verify, [], note)).toEqual(notTrusted);
  });

  it('is refused whole when one of the trusted signatures is wrong', () => {
    const last = note.split('\n').at(-2) ?? '';
    const forged = `${signNote('other\n', [alice])}${last}\n`;
    const wrong = E.left({ type: 'SignatureWrong', signer: 'bob' });
    expect(openNote(verify, [alice.key, bob.key], forged)).toEqual(wrong);
  });

  it('tells what to verify where that takes its time', () => {
    const read = readNote(note);
    const signatures = E.isRight(read) ? signaturesBy(read.right, bob.key) : [];
    const message = Buffer.from(text, 'utf8');
    expect(signatures.map((one) => verify(bob.key.publicKey, message, one))).toEqual([true]);
    expect(E.isRight(read) && signaturesBy(read.right, { ...bob.key, name: 'carol' })).toEqual([]);
  });

  it.each([
    ['without signatures', 'text\n\n'],
    ['without text', '\n— a AAAAAAA=\n'],
    ['without an empty line', 'text\n— a AAAAAAA=\n'],
    ['with a line that is none', 'text\n\n- a AAAAAAA=\n'],
    ['with a name that is none', 'text\n\n— a+b AAAAAAA=\n'],
    ['with a signature that is too short', 'text\n\n— a AAAAAA==\n'],
    ['with a signature that is not base64', 'text\n\n— a AAAAAAB=\n'],
    ['with control characters', 'te\txt\n\n— a AAAAAAA=\n'],
    ['with half of a surrogate pair', 'te\ud800xt\n\n— a AAAAAAA=\n'],
    ['without its last newline', 'text\n\n— a AAAAAAA='],
    ['with another character for its last newline', 'text\n\n— a AAAAAAA=x'],
    ['with more after its last newline', 'text\n\n— a AAAAAAA=\nmore'],
    ['with more before a signature', 'text\n\nmore — a AAAAAAA=\n'],
    ['with more behind a signature', 'text\n\n— a AAAAAAA= more\n'],
  ])('is malformed %s', (_, given) => {
    expect(readNote(given)).toEqual(malformed);
    expect(openNote(verify, [alice.key], given)).toEqual(malformed);
  });

  it('may carry signatures that nobody knows', () => {
    expect(readNote('text\n\n— a AAAAAAA=\n')).toEqual(
      E.right({
        text: 'text\n',
        signatures: [{ name: 'a', keyId: '00000000', signature: Uint8Array.of(0) }],
      }),
    );
  });
});

describe('a verifier key', () => {
  const text = writeVerifierKey(alice.key);

  it('is read as what was written', () => {
    expect(readVerifierKey(sha256, text)).toEqual(E.right(alice.key));
  });

  it.each([
    ['of another key', text.replace(/\+.{8}\+/, '+00000000+')],
    ['of another algorithm', text.replace('+A', '+B')],
    ['without a name', text.replace('alice', '')],
    ['with a space in its name', writeVerifierKey({ ...alice.key, name: 'a b' })],
    ['that is too short', writeVerifierKey(verifierKey(sha256, 'alice', hex('00')))],
    ['that is none', 'alice'],
  ])('is refused with an id %s', (_, given) => {
    expect(readVerifierKey(sha256, given)).toEqual(E.left({ type: 'KeyMalformed' }));
  });
});
