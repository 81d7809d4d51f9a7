import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { username } from 'better-auth/plugins';
import type { Kysely } from 'kysely';
import type { Tables } from '../../infra/db/tables.ts';

/** How nicknames are compared: one person cannot pass for another by case, accents' forms or spaces. */
export const plainNickname = (nickname: string): string =>
  nickname.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase();

const dates = { createdAt: 'created_at', updatedAt: 'updated_at' };

/**
 * The kept library, narrowly: it owns users, passphrases (scrypt) and sessions in the schema `idp`. None of its HTTP
 * routes is mounted, no e-mail is asked or sent, nothing is reported to anyone.
 */
export const createAuth = (idp: Kysely<Tables>, secret: string) =>
  betterAuth({
    appName: 'Joka',
    baseURL: 'http://localhost',
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: { db: idp.withSchema('idp'), type: 'postgres' },
    advanced: { database: { generateId: () => randomUUID() } },
    emailAndPassword: { enabled: true, autoSignIn: false, minPasswordLength: 10, maxPasswordLength: 128 },
    user: {
      modelName: 'users',
      fields: { emailVerified: 'email_verified', ...dates },
    },
    session: {
      modelName: 'sessions',
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        ...dates,
      },
    },
    account: {
      modelName: 'credentials',
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        ...dates,
      },
    },
    verification: { modelName: 'verifications', fields: { expiresAt: 'expires_at', ...dates } },
    plugins: [
      username({
        minUsernameLength: 1,
        maxUsernameLength: 24,
        // The contract's pattern has judged it already.
        usernameValidator: () => true,
        usernameNormalization: plainNickname,
        schema: { user: { fields: { displayUsername: 'display_username' } } },
      }),
    ],
  });

export type Auth = ReturnType<typeof createAuth>;
