import * as acts from './acts.ts';
import * as challenges from './challenges.ts';
import * as demo from './demo.ts';
import * as enter from './enter.ts';
import * as files from './files.ts';
import * as hidden from './hidden.ts';
import * as instance from './instance.ts';
import * as lab from './lab.ts';
import * as map from './map.ts';
import * as merges from './merges.ts';
import * as me from './me.ts';
import * as offers from './offers.ts';
import * as operator from './operator.ts';
import * as passkeys from './passkeys.ts';
import * as photos from './photos.ts';
import * as play from './play.ts';
import * as rallies from './rallies.ts';
import type { Route } from './route.ts';
import * as territory from './territory.ts';

const isRoute = (value: unknown): value is Route =>
  typeof value === 'object' && value !== null && 'path' in value && 'method' in value;

/** Every route of the API, in the order of its documentation. */
export const CONTRACT: readonly Route[] = [
  instance,
  enter,
  me,
  offers,
  play,
  challenges,
  acts,
  photos,
  hidden,
  territory,
  lab,
  operator,
  files,
  merges,
  rallies,
  passkeys,
  demo,
  map,
].flatMap((resource) => Object.values(resource).filter(isRoute));
