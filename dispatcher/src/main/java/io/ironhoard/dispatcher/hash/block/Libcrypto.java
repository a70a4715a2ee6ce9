package io.ironhoard.dispatcher.hash.block;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * The SHA-256 compression function (FIPS 180-4, 6.2.2) of the system's libcrypto, one block a call, about 10 ns above what
 * the hardware's own instructions need. Stateless.
 */
@SuppressWarnings("restricted")
final class Libcrypto {
    private static final List<String> LIBRARIES = List.of("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so");
    private static final Optional<MethodHandle> FOUND = find();
    private static final MethodHandle TRANSFORM = FOUND.orElse(null);

    private Libcrypto() {}

    /** Whether this machine has the function. */
    static boolean isThere() {
        return FOUND.isPresent();
    }

    /**
     * Compress one block into a state.
     *
     * @param state the address of a {@code SHA256_CTX}: eight words of the machine's byte order, and room behind them.
     * @param block the address of 64 bytes.
     */
    static void transform(final long state, final long block) {
        try {
            TRANSFORM.invokeExact(state, block);
        } catch (final Throwable e) {
            throw new IllegalStateException("SHA256_Transform failed", e);
        }
    }

    private static Optional<MethodHandle> find() {
        for (final String library : LIBRARIES) {
            try {
                final SymbolLookup symbols = SymbolLookup.libraryLookup(library, Arena.global());
                final FunctionDescriptor type =
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG);
                return symbols.find("SHA256_Transform")
                        .map(address -> Linker.nativeLinker()
                                .downcallHandle(address, type, Linker.Option.critical(false)));
            } catch (final IllegalArgumentException e) {
                // This one is not installed; the next may be.
            }
        }
        return Optional.empty();
    }
}
