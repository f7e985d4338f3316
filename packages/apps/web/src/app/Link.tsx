import type { ComponentProps, JSX, MouseEvent } from 'react';

import { navigate } from './useRoute';

/** A click that asks for nothing else than to go there: no new tab, no other button. */
const isPlain = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent): boolean =>
  button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;

/** Links to an address of the page. */
export const Link = ({
  href,
  ...rest
}: ComponentProps<'a'> & { readonly href: string }): JSX.Element => (
  <a
    {...rest}
    href={href}
    onClick={(event) => {
      if (!isPlain(event)) return;
      event.preventDefault();
      navigate(href);
      scrollTo(0, 0);
    }}
  />
);
