import { JokaError } from '../../game/errors.ts';
import type { Config } from '../config.ts';

type Conflict = { names: string; reason: string; line: string };

const needs = (config: Config, name: keyof Config, others: readonly (keyof Config)[]): Conflict[] =>
  config[name] === null
    ? []
    : others
        .filter((other) => config[other] === null)
        .map((other) => ({
          names: `${name} and ${other}`,
          reason: `${name} needs ${other}, which is not set`,
          line: `${other}=…`,
        }));

const foreignMap = (config: Config): Conflict[] => {
  if (config.JOKA_MAP_STYLE === null) return [];
  const { host } = new URL(config.JOKA_MAP_STYLE);
  const own = config.JOKA_PUBLIC_URL === null ? null : new URL(config.JOKA_PUBLIC_URL).host;
  if (host === own || host === config.JOKA_MAP_FOREIGN_HOST) return [];
  return [
    {
      names: 'JOKA_MAP_STYLE and JOKA_MAP_FOREIGN_HOST',
      reason: `the map would be asked from ${host}, which then learns the address of every visitor and which part of the map each one looks at`,
      line: `JOKA_MAP_FOREIGN_HOST=${host}`,
    },
  ];
};

/** Combinations that cannot work or that would reveal something without saying so. */
export const findConflicts = (config: Config): JokaError[] =>
  [
    ...needs(config, 'JOKA_TLS_CERT', ['JOKA_TLS_KEY']),
    ...needs(config, 'JOKA_TLS_KEY', ['JOKA_TLS_CERT']),
    ...needs(config, 'JOKA_TEMPORAL_TLS_CERT', ['JOKA_TEMPORAL_TLS_KEY', 'JOKA_TEMPORAL_ADDRESS']),
    ...needs(config, 'JOKA_TEMPORAL_TLS_KEY', ['JOKA_TEMPORAL_TLS_CERT']),
    ...needs(config, 'JOKA_TEMPORAL_TLS_CA', ['JOKA_TEMPORAL_ADDRESS']),
    ...needs(config, 'JOKA_TEMPORAL_API_KEY', ['JOKA_TEMPORAL_ADDRESS']),
    ...needs(config, 'JOKA_S3_ENDPOINT', ['JOKA_S3_BUCKET']),
    ...needs(config, 'JOKA_S3_ACCESS_KEY', ['JOKA_S3_SECRET_KEY', 'JOKA_S3_BUCKET']),
    ...needs(config, 'JOKA_S3_SECRET_KEY', ['JOKA_S3_ACCESS_KEY']),
    ...needs(config, 'JOKA_S3_BUCKET', ['JOKA_S3_ACCESS_KEY', 'JOKA_S3_SECRET_KEY']),
    ...(config.JOKA_MAP_STYLE !== null && config.JOKA_MAP_PMTILES !== null
      ? [
          {
            names: 'JOKA_MAP_STYLE and JOKA_MAP_PMTILES',
            reason: 'there is one base map',
            line: `JOKA_MAP_STYLE=${config.JOKA_MAP_STYLE}`,
          },
        ]
      : []),
    ...foreignMap(config),
  ].map((conflict) => new JokaError('CONFIG_CONFLICT', conflict));
