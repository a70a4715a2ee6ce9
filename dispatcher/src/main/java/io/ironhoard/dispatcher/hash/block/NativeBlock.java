package io.ironhoard.dispatcher.hash.block;

/** The system's SHA-256 compression function by itself, for whoever measures it. Stateless. */
public final class NativeBlock {
    private NativeBlock() {}

    /** Whether this machine has it. */
    public static boolean isThere() {
        return Libcrypto.isThere();
    }

    /**
     * Compress one block into a state.
     *
     * @param state the address of a {@code SHA256_CTX}: eight words of the machine's byte order, and room behind them.
     * @param block the address of 64 bytes.
     */
    public static void compress(final long state, final long block) {
        Libcrypto.transform(state, block);
    }
}
