import { afterEach, expect, test } from 'vitest';
import { crashPoint, crashPoints, declareCrashPoint, installCrashHook } from './crash-points.ts';

afterEach(() => installCrashHook(null));

test('a declared place is two points, known before anything runs and reached around the work', async () => {
  const around = declareCrashPoint('test:place');
  expect(crashPoints()).toEqual(expect.arrayContaining(['test:place:after', 'test:place:before']));
  const reached: string[] = [];
  installCrashHook((name) => reached.push(name));
  await expect(around(async () => reached.push('work'))).resolves.toBe(2);
  expect(reached).toEqual(['test:place:before', 'work', 'test:place:after']);
});

test('work that fails never reaches the point after it', async () => {
  const reached: string[] = [];
  installCrashHook((name) => reached.push(name));
  const around = declareCrashPoint('test:failing');
  await expect(around(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(reached).toEqual(['test:failing:before']);
});

test('without a hook nothing happens; with one, an undeclared name is a fault', () => {
  expect(() => crashPoint('never:declared')).not.toThrow();
  installCrashHook(() => undefined);
  expect(() => crashPoint('never:declared')).toThrow('not declared');
});
