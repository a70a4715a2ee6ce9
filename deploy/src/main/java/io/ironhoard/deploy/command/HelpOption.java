package io.ironhoard.deploy.command;

import picocli.CommandLine.Option;

/** Every command's {@code --help}. */
final class HelpOption {
    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Print this help.")
    private boolean help;
}
