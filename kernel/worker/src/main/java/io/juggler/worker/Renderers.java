package io.juggler.worker;

import io.juggler.api.MimeBundle;
import io.juggler.api.Renderer;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Turns values into what can be shown: text always, richer forms where a {@link Renderer} of the
 * class path offers them. Any thread calls.
 */
final class Renderers {

    /** The most characters of one value's text that are shown. */
    static final int MAX_TEXT = 1_000_000;

    private final CellClasses classes;
    private final List<Renderer<?>> registered = new CopyOnWriteArrayList<>();
    private final BuiltInRenderers builtIn = new BuiltInRenderers(this::text, this::render);
    private volatile Found found;

    Renderers(CellClasses classes) {
        this.classes = classes;
    }

    /** What was found on the class path, and what went wrong with the rest. */
    private record Found(List<Renderer<?>> renderers, String problem) {}

    /** Forgets what was found: the class path has grown. */
    void lookAgain() {
        found = null;
    }

    /** From now on values of that type are shown so; the last one registered for a type wins. */
    void register(Renderer<?> renderer) {
        registered.addFirst(renderer);
    }

    /** Looks for renderers now, so that the first value need not wait for it. */
    void prepare() {
        found();
    }

    /**
     * Every form of a value. What a user's code throws here is told in the text; {@link
     * CellInterrupted} alone gets out.
     */
    MimeBundle render(Object value) {
        if (value == null) {
            return MimeBundle.text("null");
        }
        if (value instanceof MimeBundle bundle) {
            return bundle;
        }
        var renderers = found();
        var renderer = mostSpecific(renderers.renderers(), value);
        if (renderer == null) {
            return builtIn(value, renderers.problem());
        }
        try {
            var bundle = renderWith(renderer, value);
            return bundle.data().containsKey(MimeBundle.TEXT)
                    ? bundle
                    : bundle.with(MimeBundle.TEXT, text(value));
        } catch (CellInterrupted e) {
            throw e;
        } catch (Throwable e) {
            return MimeBundle.text(
                    text(value)
                            + "\n("
                            + renderer.getClass().getName()
                            + " could not show it: "
                            + briefly(e)
                            + ")");
        }
    }

    private MimeBundle builtIn(Object value, String problem) {
        var image = Images.png(value);
        if (image != null) {
            return MimeBundle.of(Images.PNG, image, Images.text(value) + problem);
        }
        MimeBundle bundle = null;
        var trouble = problem;
        try {
            bundle = builtIn.render(value);
        } catch (CellInterrupted e) {
            throw e;
        } catch (Throwable e) {
            trouble += "\n(it could not be shown as a table: " + briefly(e) + ")";
        }
        return bundle == null
                ? MimeBundle.text(text(value) + trouble)
                : bundle.with(MimeBundle.TEXT, bundle.plainText() + trouble);
    }

    /** A value's text; arrays with their elements. */
    String text(Object value) {
        try {
            var text = new BoundedText(MAX_TEXT);
            text.appendValue(value);
            return text.toString();
        } catch (CellInterrupted e) {
            throw e;
        } catch (Throwable e) {
            return "(the toString() of "
                    + value.getClass().getName().replaceFirst("^notebook\\.\\w+\\$", "")
                    + " threw "
                    + briefly(e)
                    + ")";
        }
    }

    private static <T> MimeBundle renderWith(Renderer<T> renderer, Object value) throws Exception {
        var bundle = renderer.render(renderer.type().cast(value));
        if (bundle == null) {
            throw new NullPointerException("its render() returned null");
        }
        return bundle;
    }

    /**
     * The renderer whose type is nearest to the value's; of those that are equally near, the one
     * found first.
     */
    private Renderer<?> mostSpecific(List<Renderer<?>> found, Object value) {
        Renderer<?> best = null;
        var all = new ArrayList<Renderer<?>>(registered);
        all.addAll(found);
        for (var renderer : all) {
            if (renderer.type().isInstance(value)
                    && (best == null || isNearer(renderer.type(), best.type()))) {
                best = renderer;
            }
        }
        return best;
    }

    private static boolean isNearer(Class<?> type, Class<?> other) {
        if (other.isAssignableFrom(type) || type.isAssignableFrom(other)) {
            return !type.isAssignableFrom(other);
        }
        return other.isInterface() && !type.isInterface();
    }

    private Found found() {
        var result = found;
        if (result == null) {
            result = look();
            found = result;
        }
        return result;
    }

    private Found look() {
        var renderers = new ArrayList<Renderer<?>>();
        var problems = new StringBuilder();
        var providers =
                ServiceLoader.load(Renderer.class, classes.contextLoader()).stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    break;
                }
                var renderer = providers.next().get();
                if (renderer.type() == null) {
                    throw new NullPointerException(
                            "type() of " + renderer.getClass().getName() + " returned null");
                }
                renderers.add(renderer);
            } catch (ServiceConfigurationError | RuntimeException | LinkageError e) {
                problems.append("\n(a renderer on the class path is left out: ")
                        .append(briefly(e))
                        .append(')');
            }
        }
        return new Found(List.copyOf(renderers), problems.toString());
    }

    private static String briefly(Throwable thrown) {
        try {
            return thrown.toString();
        } catch (Throwable e) {
            return thrown.getClass().getName();
        }
    }
}
