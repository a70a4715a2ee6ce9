package io.ironhoard.deploy.supervise;

import java.time.Duration;

/**
 * How long the supervisor waits.
 *
 * @param start for each child to become ready.
 * @param stop  for each child to end after SIGTERM, before SIGKILL.
 */
public record SupervisorLimits(Duration start, Duration stop) {}
