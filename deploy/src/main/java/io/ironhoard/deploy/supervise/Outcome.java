package io.ironhoard.deploy.supervise;

/**
 * How a supervised server ended.
 *
 * @param status   what to exit with (see {@link io.ironhoard.deploy.exit.ExitCode}).
 * @param sentence why, for people; empty after an orderly stop.
 */
public record Outcome(int status, String sentence) {}
