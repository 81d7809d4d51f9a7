import { defineConfig } from 'vitest/config';

/** Real engines run inside these tests, so few at a time; TZ is fixed so that no machine's clock zone leaks in. */
export default defineConfig({
  test: {
    include: ['{game,infra,ingest,workflows,analytics,api,viz,cli,town,test,bench}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/support/global-setup.ts'],
    env: { TZ: 'Europe/Paris' },
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
