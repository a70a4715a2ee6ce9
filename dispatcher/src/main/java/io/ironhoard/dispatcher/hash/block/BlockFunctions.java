package io.ironhoard.dispatcher.hash.block;

import java.util.ArrayList;
import java.util.List;

/** The block functions that this machine has. */
public final class BlockFunctions {
    private BlockFunctions() {}

    /** New ones for one thread, the fastest first; none where the machine has neither instructions nor library. */
    public static List<BlockFunction> ofThisMachine() {
        final List<BlockFunction> functions = new ArrayList<>();
        Sha256Kernel.create().ifPresent(functions::add);
        if (Libcrypto.isThere()) {
            functions.add(new LibcryptoBlocks());
        }
        return List.copyOf(functions);
    }
}
