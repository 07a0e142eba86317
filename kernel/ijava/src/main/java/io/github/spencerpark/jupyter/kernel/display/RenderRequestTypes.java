package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.util.LinkedHashSet;
import java.util.Set;

/** Which forms of a value are wanted: MIME types, whole groups such as {@code text/*}, or all. */
public class RenderRequestTypes {
    private final MIMESuffixAssociation suffixes;
    private final boolean all;
    private final Set<String> groups;
    private final Set<MIMEType> types;

    private RenderRequestTypes(
            MIMESuffixAssociation suffixes, boolean all, Set<String> groups, Set<MIMEType> types) {
        this.suffixes = suffixes;
        this.all = all;
        this.groups = groups;
        this.types = types;
    }

    /** Gathers what is wanted. */
    public static class Builder {
        private final MIMESuffixAssociation suffixes;
        private final Set<String> groups = new LinkedHashSet<>();
        private final Set<MIMEType> types = new LinkedHashSet<>();
        private boolean all;

        public Builder(MIMESuffixAssociation suffixAssociation) {
            this.suffixes = suffixAssociation;
        }

        /** That type too; {@code *} stands for many. */
        public Builder withType(String type) {
            return withType(MIMEType.parse(type));
        }

        /** That type too. */
        public Builder withType(MIMEType type) {
            if (type.isWildcard()) {
                all = true;
            } else if (!type.hasSubtype() || type.subtypeIsWildcard()) {
                groups.add(type.getGroup());
            } else {
                types.add(type);
            }
            return this;
        }

        /** All that was gathered. */
        public RenderRequestTypes build() {
            return new RenderRequestTypes(
                    suffixes, all, new LinkedHashSet<>(groups), new LinkedHashSet<>(types));
        }
    }

    /**
     * As which of the wanted types a supported one can be given: itself, without its suffix, or as
     * what its suffix stands for.
     *
     * @return null where it is not wanted
     */
    public MIMEType resolveSupportedType(MIMEType supportedType) {
        if (supportedType.isWildcard() || supportedType.subtypeIsWildcard()) {
            throw new IllegalArgumentException(
                    "a wildcard is no type to be given: " + supportedType);
        }
        if (isRequestedExactly(supportedType)) {
            return supportedType;
        }
        if (supportedType.hasSuffix()) {
            var without = supportedType.withoutSuffix();
            if (types.contains(without)) {
                return without;
            }
            var meant = suffixes.resolveSuffix(supportedType.getSuffix());
            if (meant != null && (types.contains(meant) || groups.contains(meant.getGroup()))) {
                return meant;
            }
        }
        return null;
    }

    /** Whether that very type is wanted. */
    public boolean isRequestedExactly(MIMEType type) {
        return all || groups.contains(type.getGroup()) || types.contains(type);
    }

    /** What is in the output already is not wanted any more. */
    public void removeFulfilledRequests(DisplayData out) {
        types.removeIf(out::hasDataForType);
    }

    /** Whether any of these supported types is wanted. */
    public boolean anyRequestedIsSupported(Set<MIMEType> supported) {
        if (all) {
            return !supported.isEmpty();
        }
        for (var type : supported) {
            if (type.isWildcard()) {
                if (!isEmpty()) {
                    return true;
                }
            } else if (type.subtypeIsWildcard()) {
                if (groups.contains(type.getGroup())
                        || types.stream().anyMatch(type::hasSameGroupAs)) {
                    return true;
                }
            } else if (resolveSupportedType(type) != null) {
                return true;
            }
        }
        return false;
    }

    /** Whether nothing is wanted. */
    public boolean isEmpty() {
        return !all && groups.isEmpty() && types.isEmpty();
    }
}
