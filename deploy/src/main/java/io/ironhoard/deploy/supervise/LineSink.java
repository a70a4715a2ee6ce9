package io.ironhoard.deploy.supervise;

/** Takes the lines that the processes print. Called from several threads; an implementation keeps lines whole. */
@FunctionalInterface
public interface LineSink {
    /**
     * @param source who printed it, for example {@code dispatcher}.
     * @param text   one line without its end.
     */
    void line(String source, String text);
}
