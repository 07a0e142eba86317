package io.github.spencerpark.jupyter.kernel.display;

import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing to show, in every form it has, as IJava's base kernel has it. As a cell's value it
 * shows all of them.
 */
public class DisplayData {
    public static final String DISPLAY_ID_KEY = "display_id";

    public static final DisplayData EMPTY = new DisplayData(Collections.emptyMap());

    public static final DisplayData EMPTY_STRING = new DisplayData("");

    private final Map<String, Object> data;
    private final Map<String, Object> metadata;
    private final Map<String, Object> transientData;

    private DisplayData(Map<String, Object> data) {
        this.data = data;
        this.metadata = new LinkedHashMap<>();
        this.transientData = new LinkedHashMap<>();
    }

    /** Another name for the same contents. */
    public DisplayData(DisplayData that) {
        this.data = that.data;
        this.metadata = that.metadata;
        this.transientData = that.transientData;
    }

    public DisplayData(String textData) {
        this();
        data.put(MIMEType.TEXT_PLAIN.toString(), textData);
    }

    public DisplayData() {
        this(new LinkedHashMap<>());
    }

    public static DisplayData emptyIfNull(DisplayData bundle) {
        return bundle == null ? EMPTY : bundle;
    }

    public void putData(String mimeType, Object data) {
        this.data.put(mimeType, data);
    }

    public void putData(MIMEType type, Object data) {
        putData(type.toString(), data);
    }

    public void putData(MIMEType type, Object data, Object metadata) {
        putData(type, data);
        putMetaData(type, metadata);
    }

    public void putMetaData(String key, Object value) {
        metadata.put(key, value);
    }

    public void putMetaData(MIMEType type, Object data) {
        putMetaData(type.toString(), data);
    }

    /** What the front end may use and does not keep. */
    public void putTransientData(String key, Object value) {
        transientData.put(key, value);
    }

    public Object getData(MIMEType type) {
        return data.get(type.toString());
    }

    public boolean hasDataForType(MIMEType type) {
        return data.containsKey(type.toString());
    }

    /** Takes over all that another has. */
    public void assign(DisplayData other) {
        data.putAll(other.data);
        metadata.putAll(other.metadata);
        transientData.putAll(other.transientData);
    }

    public void setDisplayId(String id) {
        putTransientData(DISPLAY_ID_KEY, id);
    }

    public boolean hasDisplayId() {
        return transientData.containsKey(DISPLAY_ID_KEY);
    }

    public String getDisplayId() {
        var id = transientData.get(DISPLAY_ID_KEY);
        return id == null ? null : String.valueOf(id);
    }

    public void putText(String text) {
        putData(MIMEType.TEXT_PLAIN, text);
    }

    public void putHTML(String html) {
        putData(MIMEType.TEXT_HTML, html);
    }

    public void putLatex(String latex) {
        putData(MIMEType.TEXT_LATEX, latex);
    }

    /** Puts a formula, without the dollar signs around it. */
    public void putMath(String math) {
        putLatex("$$" + math + "$$");
    }

    public void putMarkdown(String markdown) {
        putData(MIMEType.TEXT_MARKDOWN, markdown);
    }

    public void putJavaScript(String javascript) {
        putData(MIMEType.APPLICATION_JAVASCRIPT, javascript);
    }

    public void putJSON(String json) {
        putData(MIMEType.APPLICATION_JSON, json);
    }

    public void putJSON(String json, boolean expanded) {
        putJSON(json);
        putMetaData("expanded", expanded);
    }

    public void putSVG(String svg) {
        putData(MIMEType.IMAGE_SVG, svg);
    }

    /** All that was put in, by MIME type. Not in IJava's: for the kernel. */
    public Map<String, Object> data() {
        return Collections.unmodifiableMap(data);
    }

    /** All metadata. Not in IJava's: for the kernel. */
    public Map<String, Object> metadata() {
        return Collections.unmodifiableMap(metadata);
    }
}
