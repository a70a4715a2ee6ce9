package io.ironhoard.deploy.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironhoard.deploy.exit.ExitCode;
import io.ironhoard.deploy.exit.UsageException;
import io.ironhoard.dispatcher.rules.RuleSetLoadException;
import io.ironhoard.dispatcher.rules.RuleSetRegistry;
import io.ironhoard.proto.rules.RuleSetDescriptor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the rule sets that a dispatcher of this build would have. */
@Command(name = "list", description = "List the installed rule sets.")
public final class RulesListCommand implements Callable<Integer> {
    @Option(names = "--rules", paramLabel = "DIR", description = "A folder with the jars of other rule sets.")
    private Path rules;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Mixin
    private HelpOption help;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (RuleSetRegistry registry = rules == null ? RuleSetRegistry.builtIn() : RuleSetRegistry.withFolder(rules)) {
            print(spec.commandLine().getOut(), registry.descriptors());
        } catch (final RuleSetLoadException e) {
            throw new UsageException(e.getMessage());
        }
        return ExitCode.DONE;
    }

    private void print(final PrintWriter out, final List<RuleSetDescriptor> descriptors) {
        if (json) {
            final ObjectNode object = JsonNodeFactory.instance.objectNode();
            final ArrayNode list = object.putArray("rules");
            descriptors.forEach(rule -> list.addObject()
                    .put("id", rule.id())
                    .put("version", rule.version())
                    .put("title", rule.title())
                    .put("seats_min", rule.seatsMin())
                    .put("seats_max", rule.seatsMax())
                    .put("move_length_max", rule.moveLengthMax())
                    .put("turn_based", rule.turnBased()));
            out.println(object);
            return;
        }
        out.println(String.format("%-20s %7s %6s %10s  %s", "rules", "version", "seats", "move bytes", "title"));
        descriptors.forEach(rule -> out.println(String.format("%-20s %7d %6s %10d  %s",
                rule.id(), rule.version(), seats(rule), rule.moveLengthMax(), rule.title())));
    }

    private static String seats(final RuleSetDescriptor rule) {
        return rule.seatsMin() == rule.seatsMax()
                ? Integer.toString(rule.seatsMin())
                : rule.seatsMin() + "-" + rule.seatsMax();
    }
}
