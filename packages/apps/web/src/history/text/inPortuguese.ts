import type { Tracking } from '@facture/order';

import type { HistoryWords } from './historyWords';

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
const of = (units: number): string =>
  units === 0 ? 'sem itens' : count(units, 'unidade', 'unidades');

const partsOf = (news: Tracking, stops: (n: number) => string): ReadonlyArray<string> => [
  ...(news.courier === null ? [] : [`por ${news.courier}`]),
  ...(news.trackingNumber === null ? [] : [`número ${news.trackingNumber}`]),
  ...(news.dispatchedDate === null ? [] : [`despachado em ${news.dispatchedDate}`]),
  ...(news.isDelivered === null ? [] : [news.isDelivered ? 'entregue' : 'não entregue']),
  ...(news.deliveredDate === null ? [] : [`em ${news.deliveredDate}`]),
  ...(news.checkpoints.length === 0 ? [] : [stops(news.checkpoints.length)]),
];

/** What is said of one order in Portuguese. */
export const inPortuguese: HistoryWords = {
  placed: (value, units) => `Pedido recebido: ${value}, ${of(units)}`,
  invoiced: (number, value, units) => `Nota ${number}: ${value}, ${of(units)}`,
  returned: (number, value, units) => `Devolução ${number}: ${value}, ${of(units)}`,
  tracked: (news) =>
    [
      `Pacote da nota ${news.invoiceNumber}`,
      ...partsOf(news, (n) => count(n, 'nova parada', 'novas paradas')),
    ].join(', '),
  status: { placed: 'Recebido', 'partially-invoiced': 'Faturado em parte', invoiced: 'Faturado' },
  figures: {
    orderedMinor: 'Pedido',
    invoicedMinor: 'Faturado',
    remainingMinor: 'Falta faturar',
    returnedMinor: 'Devolvido',
    currentMinor: 'Valor',
  },
  travel: 'Percorrer o histórico',
  earlier: 'Antes',
  later: 'Depois',
  step: (step, all) => `Evento ${step} de ${all}`,
  now: 'como está agora',
  toNow: 'Para agora',
  totals: 'Totais',
  lines: 'Itens',
  line: {
    item: 'Item',
    ordered: 'Pedido',
    invoiced: 'Faturado',
    returned: 'Devolvido',
    left: 'Falta',
  },
  curve: 'Ao longo do tempo',
  asTable: 'Como tabela',
  time: 'Hora',
  documents: 'Documentos',
  noDocuments: 'Nenhum ainda',
  document: {
    Output: (number) => `Nota ${number}`,
    Input: (number) => `Devolução ${number}`,
  },
  package: (known) => partsOf(known, (n) => count(n, 'parada', 'paradas')).join(', '),
  events: 'O que aconteceu',
  stored: 'Como está guardado',
  loading: 'Lendo o histórico…',
  notFound: 'Esse pedido não existe',
  noSuchOrder: (orderId) =>
    `Nenhum pedido tem o código “${orderId}”. Busque pelo número de uma nota, ou confira o código.`,
  again: 'Tentar de novo',
  unreadable: (revision) =>
    `O evento ${revision + 1} não pode ser lido, então nada que viria dele é mostrado. Fale com quem opera o serviço: o registro dele indica o evento.`,
  reason: 'Por que não pode ser lido',
  notPlaced: 'Um histórico começa com o recebimento do pedido; este não.',
  cannotRead: (revision) => `O evento ${revision + 1} não pode ser lido`,
  notRead: (revision) => `Evento ${revision + 1}, não lido por causa do anterior`,
  proof: {
    judging: 'Conferindo…',
    verified: 'Conferido',
    verifiedAt: (index, size) =>
      `Este evento, como é mostrado, é o número ${index + 1} dos ${size} que o registro assinado contém.`,
    waiting: 'Ainda não selado',
    failed: 'Falhou',
    failure: {
      'not-as-sealed': 'Este não é o evento que foi selado: foi alterado depois, ou no caminho.',
      'other-order': 'Este evento é de outro pedido.',
      'proof-missing': 'Este evento estaria selado, mas o que veio com ele não prova isso.',
      'was-sealed': 'Este evento já foi conferido antes, e agora o serviço não tem prova dele.',
      'left-out': 'Este evento não está selado, embora um posterior esteja: foi posto no meio.',
      'out-of-place': 'Este evento está no registro, mas não no lugar que lhe cabe.',
    },
    doubted: 'Duvidoso',
    unknown: 'Não conferido',
    noAudit: 'Esta chave não pode ver provas. Uma com o papel “Auditor” pode.',
    noLog: 'O serviço não dá provas agora; nada foi conferido.',
    allVerified: (n) =>
      n === 1
        ? 'O evento confere com o registro assinado'
        : `Todos os ${n} eventos conferem com o registro assinado`,
    someWaiting: (n) =>
      `${count(n, 'evento ainda não selado', 'eventos ainda não selados')}; os demais conferem`,
    someFailed: (n) =>
      `${count(n, 'evento não confere', 'eventos não conferem')} com o registro assinado`,
    someGone: (n) =>
      count(
        n,
        'evento já foi conferido e não é mais mostrado',
        'eventos já foram conferidos e não são mais mostrados',
      ),
    someLater: (n) =>
      `O registro tem ${count(n, 'evento posterior deste pedido que não é mostrado', 'eventos posteriores deste pedido que não são mostrados')}. Carregue a página de novo; se continuar assim, algo está sendo ocultado.`,
    doubt: {
      KeyMalformed: 'A chave do registro não é uma chave.',
      NoteMalformed: 'O ponto de controle do registro não é uma nota assinada.',
      NoteNotTrusted: 'O ponto de controle não foi assinado pela chave do registro.',
      SignatureWrong: 'O ponto de controle foi alterado depois de assinado.',
      CheckpointMalformed: 'O que foi assinado não é um ponto de controle.',
      KeyChanged: 'O registro foi assinado com outra chave que a vista antes neste navegador.',
      OriginChanged: 'Este é outro registro que o visto antes neste navegador.',
      LogShrank: 'O registro está mais curto que antes neste navegador.',
      HistoryChanged:
        'O registro não continua o que este navegador viu antes: seu passado foi alterado.',
    },
    first:
      'É a primeira vez que este navegador confere este registro. A partir de agora ele percebe se o passado do registro for alterado.',
    remedy:
      'Não confie no que é mostrado. Compare com um ponto de controle guardado em outro lugar e avise quem opera o serviço. Se o serviço foi instalado de novo de propósito, apague o que este navegador guarda deste site.',
    checkpoint: {
      title: 'Com o que foi conferido',
      about:
        'Este navegador calculou o hash de cada evento, seguiu a prova até este checkpoint e verificou a assinatura. Guarde uma cópia onde o serviço não alcance: todo checkpoint posterior tem de continuar a partir dele.',
      note: 'Checkpoint',
      key: 'Assinado com a chave',
    },
    newKey: {
      about:
        'Um serviço pode receber uma chave nova. Antes de confiar nela, peça a chave a quem o opera, por outro meio que não esta página. Mesmo assim, o registro tem de continuar o que este navegador guarda.',
      held: 'Conhecida até agora',
      offered: 'Oferecida agora',
      compared: 'Comparei a chave oferecida com a que me informaram.',
      accept: 'Confiar na chave oferecida',
    },
  },
};
