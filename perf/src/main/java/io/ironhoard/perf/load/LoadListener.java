package io.ironhoard.perf.load;

/** Told how far a run is, on the calling thread, about once a second. */
public interface LoadListener {
    /**
     * Players are signed in, and matches made for them.
     *
     * @param seated players that have joined their match.
     * @param players all of them.
     * @param seconds since the start.
     */
    void settingUp(int seated, int players, double seconds);

    /**
     * Players play.
     *
     * @param second what happened since the last one.
     */
    void playing(Second second);

    /**
     * About a second of play.
     *
     * @param seconds since the first planned move.
     * @param players who play.
     * @param sentPerS moves submitted a second.
     * @param acceptedPerS moves accepted a second.
     * @param p50Us the median of the answers' latency in this interval, microseconds.
     * @param p99Us its 99th percentile.
     * @param latenessP99Us how late this client itself was, the 99th percentile of the interval.
     * @param unanswered moves that wait for their answer now.
     * @param faults how many violations have been found.
     */
    record Second(
            double seconds,
            int players,
            double sentPerS,
            double acceptedPerS,
            double p50Us,
            double p99Us,
            double latenessP99Us,
            long unanswered,
            long faults) {}
}
