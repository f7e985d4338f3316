import { useEffect, useRef, type JSX, type ReactNode } from 'react';

import { useText } from '../text/useText';
import styles from './Frame.module.css';
import iconUrl from './icon.svg';
import { Link } from './Link';
import { Preferences } from './Preferences';

interface FrameProps {
  /** What stands in the header beside the name. */
  readonly search?: ReactNode;
  readonly signOut?: ReactNode;
  /** Changes with what is shown: then readers are taken to its beginning. */
  readonly place: string;
  readonly title: string;
  readonly children: ReactNode;
}

/** The page around what it shows: name and preferences above, and the way past them. */
export const Frame = ({ search, signOut, place, title, children }: FrameProps): JSX.Element => {
  const { words } = useText();
  const main = useRef<HTMLElement>(null);
  const placeBefore = useRef(place);
  useEffect(() => {
    document.title = `${title} · Facture`;
  }, [title]);
  useEffect(() => {
    if (placeBefore.current !== place) main.current?.focus();
    placeBefore.current = place;
  }, [place]);
  return (
    <>
      <a href="#content" className={styles['skip']}>
        {words.toContent}
      </a>
      <header className={styles['header']}>
        <div className={styles['bar']}>
          <Link href="/" className={styles['name']} aria-label={words.home}>
            <img src={iconUrl} alt="" width="28" height="28" />
            <span>Facture</span>
          </Link>
          <div className={styles['search']}>{search}</div>
          <div role="group" aria-label={words.preferences} className={styles['preferences']}>
            <Preferences />
            {signOut}
          </div>
        </div>
      </header>
      <main id="content" ref={main} tabIndex={-1} className={styles['main']}>
        {children}
      </main>
    </>
  );
};
