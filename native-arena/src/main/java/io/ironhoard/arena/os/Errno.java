package io.ironhoard.arena.os;

/** What the numbers mean that system calls of memory leave in errno, on Linux. Stateless; any thread. */
public final class Errno {
    /** There is a mapping at the address already. */
    public static final int EEXIST = 17;
    /** The kernel does not know what is asked for. */
    public static final int EINVAL = 22;

    private Errno() {}

    /**
     * @param errno a number above 0.
     * @return its name and what it says, as {@code ENOMEM: not enough memory, or beyond a limit on it}.
     */
    public static String describe(final int errno) {
        return switch (errno) {
            case 1 -> "EPERM: this process may not do that";
            case 5 -> "EIO: an error of the device";
            case 11 -> "EAGAIN: not now, or beyond a limit on locked memory";
            case 12 -> "ENOMEM: not enough memory, or beyond a limit on it";
            case 13 -> "EACCES: access is denied";
            case 14 -> "EFAULT: the memory cannot be reached";
            case 16 -> "EBUSY: the resource is in use";
            case EEXIST -> "EEXIST: something is mapped there already";
            case 19 -> "ENODEV: there is no such device";
            case EINVAL -> "EINVAL: the kernel does not know this, or not with these arguments";
            case 38 -> "ENOSYS: the kernel does not have this call";
            case 95 -> "EOPNOTSUPP: not supported here";
            case 133 -> "EHWPOISON: the memory has a hardware error";
            default -> "errno " + errno;
        };
    }
}
