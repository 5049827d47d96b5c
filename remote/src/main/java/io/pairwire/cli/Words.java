package io.pairwire.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/**
 * The words of one command, as picocli is to know them.
 *
 * <p>They are said in code, where picocli's annotations would say the same: to find and read those by reflection took a quarter of the time
 * from a command's start to its plan.
 */
final class Words {
    /** Where picocli looks for types that it should not convert; it would load clocks and databases to know them all. */
    private static final String NOT_CONVERTED = "picocli.converters.excludes";

    private final CommandSpec spec;
    private final Consumer<ArgSpec> taker;

    private Words(CommandSpec spec, Consumer<ArgSpec> taker) {
        this.spec = spec;
        this.taker = taker;
    }

    /** Returns picocli's line of a command, which takes its words. */
    static CommandLine of(Command command) {
        System.setProperty(NOT_CONVERTED, "java\\..*");
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command);
        command.words(new Words(spec, spec::add));
        return new CommandLine(spec);
    }

    /** Says what the command is called, and what it does. */
    void command(String name, String description) {
        spec.name(name).usageMessage().description(description).sortOptions(false);
    }

    /** Says what a command is called that no help tells of. */
    void hiddenCommand(String name) {
        spec.name(name).usageMessage().hidden(true);
    }

    /** Says what follows the command's own options, and what the end of its help is. */
    void followed(String label, String... footer) {
        spec.usageMessage().synopsisSubcommandLabel(label).footer(footer);
    }

    /** Returns what the command is called; when it has said so. */
    String name() {
        return spec.name();
    }

    /** Returns what commands it has that help tells of; when they are known. */
    List<String> commands() {
        return visible(spec);
    }

    /** Returns what commands one has that help tells of. */
    static List<String> visible(CommandSpec of) {
        return of.subcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Takes words that several commands have. */
    void include(Worded others) {
        others.words(this);
    }

    /** Takes the option that asks for help with the command, and with each of its own. */
    void help(String description, String... names) {
        spec.addOption(asking(description, names)
                .usageHelp(true)
                .scopeType(ScopeType.INHERIT)
                .build());
    }

    /** Takes the option that asks what this is. */
    void version(IVersionProvider version, String description, String... names) {
        spec.versionProvider(version);
        spec.addOption(asking(description, names).versionHelp(true).build());
    }

    private static OptionSpec.Builder asking(String description, String... names) {
        return OptionSpec.builder(names)
                .description(description)
                .type(boolean.class)
                .arity("0");
    }

    /** Takes words of which there must be exactly one. */
    void oneOf(Worded choices) {
        ArgGroupSpec.Builder group = ArgGroupSpec.builder().exclusive(true).multiplicity("1");
        choices.words(new Words(spec, group::addArg));
        spec.addArgGroup(group.build());
    }

    /** Begins to say an option, by all its names. */
    Word option(String... names) {
        return new Word(word -> OptionSpec.builder(names)
                .description(word.description)
                .paramLabel(word.label)
                .required(word.isRequired)
                .defaultValue(word.otherwise)
                .splitRegex(word.separator)
                .type(word.type)
                .auxiliaryTypes(word.parts)
                .converters(word.converters)
                .hasInitialValue(false)
                .getter(word.value)
                .setter(word.value)
                .build());
    }

    /** Begins to say a word that has its place on the line instead of a name. */
    Word parameter(String label) {
        return new Word(word -> PositionalParamSpec.builder()
                        .description(word.description)
                        .paramLabel(word.label)
                        .arity(word.arity)
                        .required(word.isRequired)
                        .defaultValue(word.otherwise)
                        .type(word.type)
                        .auxiliaryTypes(word.parts)
                        .converters(word.converters)
                        .hasInitialValue(false)
                        .getter(word.value)
                        .setter(word.value)
                        .build())
                .label(label)
                .required();
    }

    /** A word of which not all has been said: what is called last tells its type, and who takes what is given. */
    final class Word {
        private final Function<Word, ArgSpec> made;
        private String description = "";
        private String label = "";
        private String arity = "1";
        private boolean isRequired;
        private @Nullable String otherwise;
        private String separator = "";
        private Class<?> type = String.class;
        private Class<?>[] parts = {};
        private ITypeConverter<?>[] converters = {};
        private Taken<?> value = new Taken<>(nobody -> {});

        private Word(Function<Word, ArgSpec> made) {
            this.made = made;
        }

        /** What help calls its value. */
        Word label(String text) {
            label = text;
            return this;
        }

        /** What help says of it. */
        Word says(String text) {
            description = text;
            return this;
        }

        /** What is handed over where it is not on the line. */
        Word otherwise(String given) {
            otherwise = given;
            return this;
        }

        /** It may not be left out, as an option otherwise may. */
        Word required() {
            isRequired = true;
            return this;
        }

        /** It may be left out, as a parameter otherwise may not. */
        Word optional() {
            isRequired = false;
            arity = "0..1";
            return this;
        }

        /** A parameter that may be there any number of times. */
        Word repeated() {
            isRequired = false;
            arity = "0..*";
            return this;
        }

        /** What lies between several values in one word. */
        Word split(String regex) {
            separator = regex;
            return this;
        }

        void flag(Consumer<Boolean> taken) {
            add(taken, boolean.class);
        }

        void number(Consumer<Integer> taken) {
            add(taken, int.class);
        }

        void text(Consumer<String> taken) {
            add(taken, String.class);
        }

        void texts(Consumer<List<String>> taken) {
            parts = new Class<?>[] {String.class};
            add(taken, List.class);
        }

        void path(Consumer<Path> taken) {
            converters = new ITypeConverter<?>[] {Path::of};
            add(taken, Path.class);
        }

        void paths(Consumer<List<Path>> taken) {
            parts = new Class<?>[] {Path.class};
            converters = new ITypeConverter<?>[] {Path::of};
            add(taken, List.class);
        }

        /** Words such as {@code NAME=FILE}. */
        void pathsByName(Consumer<Map<String, Path>> taken) {
            parts = new Class<?>[] {String.class, Path.class};
            converters = new ITypeConverter<?>[] {name -> name, Path::of};
            add(taken, Map.class);
        }

        <E extends Enum<E>> void oneOf(Class<E> constants, Consumer<E> taken) {
            add(taken, constants);
        }

        private void add(Consumer<?> taken, Class<?> of) {
            type = of;
            value = new Taken<>(taken);
            taker.accept(made.apply(this));
        }
    }

    /** A value on its way from picocli, which asks for it again to add to it, to who takes it. */
    private final class Taken<T> implements IGetter, ISetter {
        private final Consumer<T> taken;
        private @Nullable Object value;

        Taken(Consumer<T> taken) {
            this.taken = taken;
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the shape is picocli's, and so is the type
        public <V> @Nullable V get() {
            return (V) value;
        }

        @Override
        @SuppressWarnings("unchecked") // made for the type that was said together with who takes it
        public <V> @Nullable V set(V given) {
            V before = get();
            value = given;
            try {
                taken.accept((T) given);
            } catch (UsageException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
            return before;
        }
    }
}
