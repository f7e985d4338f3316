import type { Words } from './words';

/** The words of the shell in Portuguese. */
export const portuguese: Words = {
  language: 'Idioma',
  toContent: 'Ir para o conteúdo',
  home: 'Facture, buscar um pedido',
  preferences: 'Preferências',
  darkScheme: 'Cores escuras',
  lightScheme: 'Cores claras',
  signOut: 'Sair',
  loading: 'Carregando…',
  again: 'Tentar de novo',
  session: {
    title: 'Entrar',
    about: 'Veja o que aconteceu com um pedido e confira você mesmo que ninguém o alterou.',
    appKey: 'Chave de acesso',
    token: 'Token',
    submit: 'Entrar',
    where:
      'O serviço mostra sua primeira chave uma única vez, quando começa pela primeira vez. Quem o opera pode criar outras.',
    keeping: 'Chave e token ficam nesta aba e são esquecidos quando ela é fechada.',
    ended: 'O serviço não aceita mais esta chave. Entre de novo.',
  },
  search: {
    title: 'Buscar um pedido',
    label: 'Código do pedido ou número da nota',
    submit: 'Buscar',
    recent: 'Alterados por último',
    noneYet: 'Ainda não há pedidos.',
    howToPlace: 'Como fazer um pedido',
    found: (count, sought) =>
      count === 1 ? `Um pedido para “${sought}”` : `${count} pedidos para “${sought}”`,
    nothing: (sought) => `Nenhum pedido tem o código “${sought}” nem uma nota com esse número.`,
    nothingRemedy: 'A busca usa o texto como está escrito, com maiúsculas e espaços internos.',
    worth: 'Valor atual',
    changed: 'Alterado',
    status: {
      placed: 'Recebido',
      'partially-invoiced': 'Faturado em parte',
      invoiced: 'Faturado',
    },
  },
  notFound: { title: 'Não há nada aqui', about: 'Busque um pedido.' },
  complaint: {
    wrongKey: 'A chave não existe, ou o token não é o dela. Confira se não faltam caracteres.',
    missingResource:
      'Esta chave não pode ver pedidos. Peça uma com o papel “Auditor”, ou outro que possa.',
    unsendable:
      'Uma chave só tem letras, números e sinais. Confira quebras de linha e outros caracteres.',
    away: 'O serviço não responde. Confira se ele está no ar e se há conexão, e tente de novo.',
    busy: (seconds) =>
      `O serviço está ocupado, ou recebeu pedidos demais. Tente de novo em ${seconds === 1 ? 'um segundo' : `${seconds} segundos`}.`,
    noSuchAnswer:
      'Quem respondeu não é este serviço, ou é outra versão dele. Recarregue a página; se não adiantar, fale com quem o opera.',
    refused: (message) => `O serviço recusou: ${message}`,
  },
};
