/**
 * Who a caller is: sign-in, tokens, and the interceptor that lets nobody pass without one.
 *
 * <p>Tokens are JSON Web Tokens (RFC 7519) signed with HMAC-SHA-256, so that gateways which share a key accept each
 * other's without asking; ended sessions are noted in a file that they share. The interceptor runs where its call runs,
 * for {@code Play} on the event loop, and never blocks; sign-in and the rest run on virtual threads. Depends on proto,
 * gRPC and nimbus-jose-jwt.
 */
package io.ironhoard.matchmaking.session;
