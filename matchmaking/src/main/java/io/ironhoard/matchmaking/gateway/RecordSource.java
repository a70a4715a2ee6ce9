package io.ironhoard.matchmaking.gateway;

import io.ironhoard.proto.ids.MatchId;

/** Where {@code GetRecord} finds the records of matches that are over. Blocks on files: called from virtual threads only. */
public interface RecordSource {
    /**
     * @param matchId the match.
     * @return the record's file, byte for byte.
     * @throws io.ironhoard.matchmaking.refusal.RefusedException RECORD_NOT_FOUND where none is kept.
     */
    byte[] read(MatchId matchId);
}
