package io.github.spencerpark.jupyter.kernel.magic.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a magic wants its arguments: positions, {@code --keywords} with a value, {@code -flags}. */
public class MagicsArgs {

    /** How often a keyword may come. */
    public enum KeywordSpec {
        ONCE,
        COLLECT,
        REPLACE
    }

    private final List<String> required;
    private final List<String> optional;
    private final String varargs;
    private final Map<String, KeywordSpec> keywords;
    private final Map<Character, String> flags;
    private final Map<String, String> flagValues;
    private final boolean anyKeyword;
    private final boolean anyFlag;

    private MagicsArgs(MagicsArgsBuilder builder) {
        required = List.copyOf(builder.required);
        optional = List.copyOf(builder.optional);
        varargs = builder.varargs;
        keywords = new LinkedHashMap<>(builder.keywords);
        flags = new LinkedHashMap<>(builder.flags);
        flagValues = new LinkedHashMap<>(builder.flagValues);
        anyKeyword = builder.anyKeyword;
        anyFlag = builder.anyFlag;
    }

    public static MagicsArgsBuilder builder() {
        return new MagicsArgsBuilder();
    }

    /** Gathers what a magic wants. */
    public static class MagicsArgsBuilder {
        private final List<String> required = new ArrayList<>();
        private final List<String> optional = new ArrayList<>();
        private final Map<String, KeywordSpec> keywords = new LinkedHashMap<>();
        private final Map<Character, String> flags = new LinkedHashMap<>();
        private final Map<String, String> flagValues = new LinkedHashMap<>();
        private String varargs;
        private boolean anyKeyword = true;
        private boolean anyFlag = true;

        public MagicsArgsBuilder required(String name) {
            if (!optional.isEmpty() || varargs != null) {
                throw new IllegalStateException("what is required comes before what is not");
            }
            required.add(name);
            return this;
        }

        public MagicsArgsBuilder optional(String name) {
            optional.add(name);
            return this;
        }

        public MagicsArgsBuilder varargs(String name) {
            if (varargs != null) {
                throw new IllegalStateException("the rest goes to " + varargs + " already");
            }
            varargs = name;
            return this;
        }

        public MagicsArgsBuilder keyword(String name, KeywordSpec spec, KeywordSpec... rest) {
            keywords.put(name, spec);
            return this;
        }

        public MagicsArgsBuilder keyword(String name) {
            return keyword(name, KeywordSpec.COLLECT);
        }

        public MagicsArgsBuilder flag(String name, char shortName, String value) {
            flagValues.put(name, value);
            return flag(name, shortName);
        }

        public MagicsArgsBuilder flag(String name, char shortName) {
            flags.put(shortName, name);
            return keyword(name);
        }

        public MagicsArgsBuilder anyKeyword() {
            anyKeyword = true;
            return this;
        }

        public MagicsArgsBuilder onlyKnownKeywords() {
            anyKeyword = false;
            return this;
        }

        public MagicsArgsBuilder anyFlag() {
            anyFlag = true;
            return this;
        }

        public MagicsArgsBuilder onlyKnownFlags() {
            anyFlag = false;
            return this;
        }

        public MagicsArgs build() {
            return new MagicsArgs(this);
        }
    }

    /**
     * Sorts arguments: each name to its values, which are none where it was not given.
     *
     * @throws MagicArgsParseException where they are not as wanted
     */
    public Map<String, List<String>> parse(List<String> args) {
        var found = new LinkedHashMap<String, List<String>>();
        required.forEach(name -> found.put(name, new ArrayList<>()));
        optional.forEach(name -> found.put(name, new ArrayList<>()));
        if (varargs != null) {
            found.put(varargs, new ArrayList<>());
        }
        keywords.keySet().forEach(name -> found.put(name, new ArrayList<>()));
        int position = 0;
        for (int i = 0; i < args.size(); i++) {
            var arg = args.get(i);
            if (arg.startsWith("--") && arg.length() > 2) {
                int equals = arg.indexOf('=');
                var name = arg.substring(2, equals < 0 ? arg.length() : equals);
                if (!keywords.containsKey(name) && !anyKeyword) {
                    throw new MagicArgsParseException("Unknown keyword argument '%s'.", name);
                }
                if (equals < 0 && i + 1 == args.size()) {
                    throw new MagicArgsParseException(
                            "'%s' is a keyword argument but no value was supplied.", name);
                }
                add(found, name, equals < 0 ? args.get(++i) : arg.substring(equals + 1));
            } else if (arg.matches("-[a-zA-Z]+")) {
                for (char c : arg.substring(1).toCharArray()) {
                    var name = flags.getOrDefault(c, String.valueOf(c));
                    if (!keywords.containsKey(name) && !anyFlag) {
                        throw new MagicArgsParseException("Unknown flag argument '%s'.", name);
                    }
                    add(found, name, flagValues.getOrDefault(name, ""));
                }
            } else {
                found.get(nameAt(position++)).add(arg);
            }
        }
        if (position < required.size()) {
            throw new MagicArgsParseException(
                    "Missing required positional arguments: %s",
                    required.subList(position, required.size()));
        }
        return found;
    }

    private String nameAt(int position) {
        if (position < required.size()) {
            return required.get(position);
        }
        if (position < required.size() + optional.size()) {
            return optional.get(position - required.size());
        }
        if (varargs == null) {
            throw new MagicArgsParseException("Too many positional arguments.");
        }
        return varargs;
    }

    private void add(Map<String, List<String>> found, String name, String value) {
        var values = found.computeIfAbsent(name, _ -> new ArrayList<>());
        switch (keywords.getOrDefault(name, KeywordSpec.COLLECT)) {
            case ONCE -> {
                if (!values.isEmpty()) {
                    throw new MagicArgsParseException("'%s' may only be specified once.", name);
                }
            }
            case REPLACE -> values.clear();
            case COLLECT -> {}
        }
        values.add(value);
    }
}
