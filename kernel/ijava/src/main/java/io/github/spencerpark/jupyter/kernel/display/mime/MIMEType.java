package io.github.spencerpark.jupyter.kernel.display.mime;

import java.util.Locale;
import java.util.Objects;

/**
 * A MIME type such as {@code image/svg+xml}, or a pattern such as {@code text/*}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6838#section-4.2">RFC 6838, section 4.2</a>
 */
public class MIMEType {
    private static final String WILDCARD = "*";
    private static final String ALSO_IN_NAMES = "!#$&-^_";

    public static final MIMEType ANY = new MIMEType(WILDCARD, null, WILDCARD, null);

    public static final MIMEType APPLICATION_XML = parse("application/xml");
    public static final MIMEType APPLICATION_JSON = parse("application/json");
    public static final MIMEType APPLICATION_JAVASCRIPT = parse("application/javascript");
    public static final MIMEType APPLICATION_PDF = parse("application/pdf");
    public static final MIMEType APPLICATION_FASTINFOSET = parse("application/fastinfoset");
    public static final MIMEType APPLICATION_VND_WAP_WBXML = parse("application/vnd.wap.wbxml");
    public static final MIMEType APPLICATION_ZIP = parse("application/zip");
    public static final MIMEType APPLICATION_CBOR = parse("application/cbor");

    public static final MIMEType TEXT_HTML = parse("text/html");
    public static final MIMEType TEXT_MARKDOWN = parse("text/markdown");
    public static final MIMEType TEXT_LATEX = parse("text/latex");
    public static final MIMEType TEXT_PLAIN = parse("text/plain");
    public static final MIMEType TEXT_CSS = parse("text/css");

    public static final MIMEType IMAGE_PNG = parse("image/png");
    public static final MIMEType IMAGE_JPEG = parse("image/jpeg");
    public static final MIMEType IMAGE_GIF = parse("image/gif");
    public static final MIMEType IMAGE_SVG = parse("image/svg+xml");

    private final String group;
    private final String tree;
    private final String subtype;
    private final String suffix;

    /**
     * @param group what stands before the slash
     * @param tree what stands before the subtype's first dot, or null
     * @param subtype the rest of what stands behind the slash, or null
     * @param suffix what stands behind the last plus, or null
     */
    public MIMEType(String group, String tree, String subtype, String suffix) {
        if (group == null) {
            throw new IllegalArgumentException("Group must be given.");
        }
        this.group = lowerCase(group);
        this.tree = lowerCase(tree);
        this.subtype = lowerCase(subtype);
        this.suffix = lowerCase(suffix);
    }

    /**
     * Reads a type; {@code text} alone and {@code *} are types, too.
     *
     * @throws MIMETypeParseException where the text is none
     */
    public static MIMEType parse(String raw) throws MIMETypeParseException {
        if (raw.equals(WILDCARD)) {
            return ANY;
        }
        int slash = raw.indexOf('/');
        checkName(
                raw,
                0,
                slash < 0 ? raw.length() : slash,
                slash < 0 ? "Expected '/' but got" : "Unexpected char");
        if (slash < 0) {
            return new MIMEType(raw, null, null, null);
        }
        String group = raw.substring(0, slash);
        String rest = raw.substring(slash + 1);
        if (rest.equals(WILDCARD)) {
            return new MIMEType(group, null, WILDCARD, null);
        }
        checkName(raw, slash + 1, raw.length(), "Unexpected char");
        int dot = rest.indexOf('.');
        String tree = dot < 0 ? null : rest.substring(0, dot);
        String subtype = rest.substring(dot + 1);
        int plus = subtype.lastIndexOf('+');
        return plus < 0
                ? new MIMEType(group, tree, subtype, null)
                : new MIMEType(
                        group, tree, subtype.substring(0, plus), subtype.substring(plus + 1));
    }

    private static void checkName(String raw, int start, int end, String problem) {
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            boolean alphanumeric =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!alphanumeric && c != '+' && c != '.' && ALSO_IN_NAMES.indexOf(c) < 0) {
                throw new MIMETypeParseException(raw, i, problem + " '" + c + "'");
            }
        }
    }

    private static String lowerCase(String part) {
        return part == null ? null : part.toLowerCase(Locale.ENGLISH);
    }

    public String getGroup() {
        return group;
    }

    public String getTree() {
        return tree;
    }

    public String getSubtype() {
        return subtype;
    }

    public String getSuffix() {
        return suffix;
    }

    public boolean hasTree() {
        return tree != null;
    }

    public boolean hasSubtype() {
        return subtype != null;
    }

    public boolean hasSuffix() {
        return suffix != null;
    }

    public MIMEType withoutSuffix() {
        return hasSuffix() ? new MIMEType(group, tree, subtype, null) : this;
    }

    public boolean subtypeIsWildcard() {
        return WILDCARD.equals(subtype);
    }

    public boolean isWildcard() {
        return WILDCARD.equals(group);
    }

    public boolean groupEquals(String other) {
        return group.equals(lowerCase(other));
    }

    public boolean treeEquals(String other) {
        return Objects.equals(tree, lowerCase(other));
    }

    public boolean subtypeEquals(String other) {
        return Objects.equals(subtype, lowerCase(other));
    }

    public boolean suffixEquals(String other) {
        return Objects.equals(suffix, lowerCase(other));
    }

    public boolean hasSameGroupAs(MIMEType other) {
        return group.equals(other.group);
    }

    public boolean hasSameTreeAs(MIMEType other) {
        return Objects.equals(tree, other.tree);
    }

    public boolean hasSameSubtypeAs(MIMEType other) {
        return Objects.equals(subtype, other.subtype);
    }

    public boolean hasSameSuffixAs(MIMEType other) {
        return Objects.equals(suffix, other.suffix);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MIMEType that
                && hasSameGroupAs(that)
                && hasSameTreeAs(that)
                && hasSameSubtypeAs(that)
                && hasSameSuffixAs(that);
    }

    @Override
    public int hashCode() {
        return Objects.hash(group, tree, subtype, suffix);
    }

    @Override
    public String toString() {
        var text = new StringBuilder(group);
        if (hasSubtype()) {
            text.append('/');
        }
        if (hasTree()) {
            text.append(tree).append('.');
        }
        if (hasSubtype()) {
            text.append(subtype);
        }
        if (hasSuffix()) {
            text.append('+').append(suffix);
        }
        return text.toString();
    }
}
