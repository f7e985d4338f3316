import {
  convertCssVariables,
  createTheme,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eef6f3',
  '#dcebe6',
  '#b6d6cc',
  '#8ec1b2',
  '#6bae9b',
  '#4d9c87',
  '#338874',
  '#1f7462',
  '#126354',
  '#0b4f43',
];

/** Dark paper with a little of the accent in it. */
const dark: MantineColorsTuple = [
  '#c5cdc9',
  '#b4beb9',
  '#a2aea9',
  '#79867f',
  '#46524d',
  '#333d39',
  '#1c2320',
  '#18201d',
  '#141917',
  '#101412',
];

/** The look of the page: one accent, one typeface, quiet corners. */
export const theme = createTheme({
  colors: { pine, dark },
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 7 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontWeight: '620' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

/** Colours that reach the contrast that small text needs, on the paper of each scheme. */
const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-scheme': 'light',
    '--mantine-color-body': '#fdfdfb',
    '--mantine-color-text': '#1b2421',
    '--mantine-color-dimmed': '#586460',
    '--mantine-color-placeholder': '#68746f',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': pine[8],
    '--mantine-color-default-border': '#c9d0cc',
    '--facture-line': '#e4e8e5',
    '--facture-raised': '#f1f5f2',
    '--facture-halo': '#cfe4dc',
    '--facture-returned': '#a8561c',
  },
  dark: {
    '--mantine-color-scheme': 'dark',
    '--mantine-color-body': dark[8],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-text': '#e5eae7',
    '--mantine-color-placeholder': '#94a09b',
    '--mantine-color-error': '#ffaba3',
    '--mantine-color-anchor': pine[3],
    '--facture-line': '#2b3430',
    '--facture-raised': dark[6],
    '--facture-halo': '#2c5248',
    '--facture-returned': '#e6a06b',
  },
});

/**
 * Hands the variables of the look to the document as a sheet of its own. Mantine would write them
 * into a style element, which the page's content security policy keeps from being read.
 */
export const adoptVariables = (target: Document): void => {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const sheets = [defaultCssVariablesResolver, variables].map((resolve) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(convertCssVariables(resolve(merged)));
    return sheet;
  });
  target.adoptedStyleSheets.push(...sheets);
};
