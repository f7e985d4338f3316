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

/** The look of the page: one accent, one typeface, quiet corners. */
export const theme = createTheme({
  colors: { pine },
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
    '--facture-raised': '#f4f6f3',
  },
  dark: {
    '--mantine-color-scheme': 'dark',
    '--mantine-color-body': '#141917',
    '--mantine-color-text': '#e5eae7',
    '--mantine-color-dimmed': '#a2aea9',
    '--mantine-color-placeholder': '#94a09b',
    '--mantine-color-error': '#ffaba3',
    '--mantine-color-anchor': pine[3],
    '--mantine-color-default': '#1c2320',
    '--mantine-color-default-hover': '#252d2a',
    '--mantine-color-default-border': '#46524d',
    '--facture-line': '#2b3430',
    '--facture-raised': '#1c2320',
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
