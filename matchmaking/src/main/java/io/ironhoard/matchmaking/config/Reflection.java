package io.ironhoard.matchmaking.config;

/** Whether a server tells its services to whoever asks. */
public enum Reflection {
    /** Where only this machine can reach it. */
    AUTO,
    /** Always. */
    ON,
    /** Never. */
    OFF
}
