package io.ironhoard.dispatcher.shard;

import io.ironhoard.arena.Memory;
import io.ironhoard.dispatcher.match.Match;
import io.ironhoard.proto.chain.ChainHasher;
import io.ironhoard.proto.crypto.Sha256;
import java.security.MessageDigest;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * SHA-256 of all that a refused move must leave as it was: rule state, chain, sequences, clocks, forfeits, receipts,
 * end. Presence and rate budgets lie outside. Owned by the shard's thread; allocates nothing after construction.
 */
final class StateHash {
    private final MessageDigest digest = Sha256.newDigest();
    private final byte[] word = new byte[Long.BYTES];
    private final UnsafeBuffer wordBuffer = new UnsafeBuffer(word);
    private final byte[] chunk = new byte[1024];
    private final byte[] hash = new byte[Sha256.LENGTH];

    /** The match's hash; the array is used again by the next call. */
    byte[] of(final Match match) {
        bytes(match.head(), ChainHasher.HEAD_LENGTH);
        number(match.nextIndex());
        number(match.endReason());
        number(match.clock().runningSeat());
        number(match.clock().runningSinceMs());
        for (int seat = 0; seat < match.seats().count(); seat++) {
            number(match.seats().lastSequence(seat));
            number(match.seats().hasForfeited(seat) ? 1 : 0);
            number(match.clock().leftMs(seat));
        }
        bytes(match.receipts().begin(), match.receipts().end() - match.receipts().begin());
        bytes(match.state(), match.stateLength());
        Sha256.finish(digest, hash, 0);
        return hash;
    }

    private void number(final long value) {
        wordBuffer.putLong(0, value);
        digest.update(word, 0, word.length);
    }

    private void bytes(final long address, final long length) {
        for (long at = 0; at < length; at += chunk.length) {
            final int part = (int) Math.min(chunk.length, length - at);
            Memory.get(address + at, chunk, 0, part);
            digest.update(chunk, 0, part);
        }
    }
}
