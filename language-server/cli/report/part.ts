import type { JSX } from 'preact';

/** One section of a page. */
export interface Part {
  id: string;
  title: string;
  /** The title among others of the same handoff. */
  short?: string;
  body: JSX.Element;
}
