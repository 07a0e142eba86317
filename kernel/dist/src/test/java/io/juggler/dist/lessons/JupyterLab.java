package io.juggler.dist.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.testing.Outside;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** JupyterLab in a headless browser, with one notebook open. */
final class JupyterLab implements AutoCloseable {

    private static final Duration PAGE = Duration.ofSeconds(60);
    private static final Duration CELLS = Duration.ofMinutes(3);

    /** Of a picture, in pixels of the page; higher ones are hard to look at. */
    private static final long HIGHEST_PICTURE = 2_400;

    private static final String NOTEBOOK = "document.querySelector('.jp-WindowedPanel-outer')";

    /** JupyterLab's bars above and below a notebook. */
    private static final int ROUND_IT = 160;

    private final ChromeDriver browser;

    private JupyterLab(ChromeDriver browser) {
        this.browser = browser;
    }

    /** What a user chooses in the settings menu. */
    enum Theme {
        LIGHT("JupyterLab Light"),
        DARK("JupyterLab Dark");

        private final String title;

        Theme(String title) {
            this.title = title;
        }

        /** As it stands in the menu. */
        String title() {
            return title;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean isLight() {
            return this == LIGHT;
        }

        /** Writes what JupyterLab's own menu would; nothing is asked of the network. */
        void set(Installation installation) throws IOException {
            var folder =
                    Files.createDirectories(
                            JupyterServer.settings(installation)
                                    .resolve("@jupyterlab/apputils-extension"));
            Files.writeString(
                    folder.resolve("themes.jupyterlab-settings"), "{\"theme\": \"" + title + "\"}");
            Files.writeString(
                    Files.createDirectories(folder.resolveSibling("notebook-extension"))
                            .resolve("tracker.jupyterlab-settings"),
                    "{\"windowingMode\": \"none\"}");
            Files.writeString(
                    folder.resolve("notification.jupyterlab-settings"),
                    "{\"fetchNews\": \"false\", \"checkForUpdates\": false}");
        }
    }

    /**
     * Opens a notebook; returns when its kernel can be used.
     *
     * @param address the notebook's page, with the token
     */
    static JupyterLab open(String address) {
        var options = new ChromeOptions();
        options.setBinary(Outside.chromium().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--force-device-scale-factor=2",
                "--hide-scrollbars");
        var service =
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(Outside.chromedriver().toFile())
                        .build();
        var lab = new JupyterLab(new ChromeDriver(service, options));
        try {
            lab.browser.manage().window().setSize(new Dimension(1280, 1600));
            lab.browser.get(address);
            // The notebook's own indicator shows idle before there is a kernel; the status bar does
            // not.
            lab.await(
                    "the kernel is idle",
                    By.xpath("//*[@id='jp-main-statusbar']//*[text()='Java 25 (Juggler) | Idle']"));
            return lab;
        } catch (RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    boolean isLight() {
        return Boolean.parseBoolean(
                browser.findElement(By.tagName("body")).getDomAttribute("data-jp-theme-light"));
    }

    /** "Run All Cells", from the menu. */
    void runAllCells() {
        click(menu("Run"));
        click(By.cssSelector(".lm-Menu [data-command='runmenu:run-all']"));
    }

    /** Chooses a theme from the menu; what was drawn stays where it is. */
    void choose(Theme theme) {
        click(menu("Settings"));
        click(item("Theme"));
        click(item(theme.title()));
        new WebDriverWait(browser, PAGE)
                .withMessage(theme.title())
                .until(_ -> isLight() == theme.isLight());
    }

    private static By menu(String label) {
        return By.xpath("//*[contains(@class,'lm-MenuBar-itemLabel') and text()='" + label + "']");
    }

    private static By item(String label) {
        return By.xpath("//*[contains(@class,'lm-Menu-itemLabel') and text()='" + label + "']");
    }

    /**
     * Waits until so many code cells show a number: at their input, or where that is folded, at
     * their output.
     */
    void awaitExecuted(int cells) {
        new WebDriverWait(browser, CELLS)
                .withMessage(() -> executed() + " of " + cells + " cells have run")
                .until(_ -> executed() == cells);
    }

    private long executed() {
        return (Long)
                browser.executeScript(
                        """
                        return [...document.querySelectorAll('.jp-Notebook .jp-CodeCell')]
                            .filter(cell => [...cell.querySelectorAll('.jp-InputPrompt, .jp-OutputPrompt')]
                                .some(prompt => /\\[\\d+\\]/.test(prompt.textContent)))
                            .length;
                        """);
    }

    /** How many outputs are errors. */
    int errors() {
        return browser.findElements(
                        By.cssSelector(
                                ".jp-OutputArea-output[data-mime-type*='stderr'],"
                                        + " .jp-OutputArea-output[data-mime-type*='error']"))
                .size();
    }

    /** Drawings with a picture, such as comparisons, in the order of the cells. */
    List<Figure> pictures() {
        return browser
                .findElements(By.cssSelector(".jp-OutputArea-output .juggler-lab:has(svg)"))
                .stream()
                .map(Figure::new)
                .toList();
    }

    /** What the lab has drawn, in the order of the cells. */
    List<Figure> figures() {
        return browser.findElements(By.cssSelector(".jp-OutputArea-output .juggler-lab")).stream()
                .map(Figure::new)
                .toList();
    }

    /**
     * On a busy machine JupyterLab may say in front of all that its own server was slow to answer.
     */
    void closeDialogs() {
        browser.findElements(By.cssSelector(".jp-Dialog button.jp-mod-accept"))
                .forEach(WebElement::click);
    }

    void scrollTo(Figure figure) {
        browser.executeScript("arguments[0].scrollIntoView({block: 'center'})", figure.element);
    }

    void saveScreenshot(Path file) throws IOException {
        closeDialogs();
        Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
    }

    /**
     * The notebook from its first cell to its last, in as many pictures as it takes: the first is
     * called {@code name-1.png}.
     */
    void saveWhole(Path folder, String name) throws IOException {
        closeDialogs();
        var before = browser.manage().window().getSize();
        try {
            browser.manage()
                    .window()
                    .setSize(
                            new Dimension(
                                    before.width, Math.toIntExact(HIGHEST_PICTURE + ROUND_IT)));
            long high = (Long) browser.executeScript("return " + NOTEBOOK + ".scrollHeight");
            long step = (Long) browser.executeScript("return " + NOTEBOOK + ".clientHeight");
            for (long part = 0; part * step < high; part++) {
                browser.executeScript(NOTEBOOK + ".scrollTop = arguments[0]", part * step);
                Files.write(
                        folder.resolve(name + "-" + (part + 1) + ".png"),
                        browser.getScreenshotAs(OutputType.BYTES));
            }
        } finally {
            browser.manage().window().setSize(before);
        }
    }

    /** A timing table with its timeline. */
    final class Figure {
        private final WebElement element;

        private Figure(WebElement element) {
            this.element = element;
        }

        /**
         * Fails where table or timeline cannot be seen, or text cannot be told from what is behind
         * it.
         */
        void assertReadable() {
            scrollTo(this);
            var table = element.findElement(By.tagName("table"));
            assertTrue(table.isDisplayed(), "the table is not displayed");
            var rows = table.findElements(By.cssSelector("tbody th[scope=row]"));
            assertEquals(
                    List.of("sequentially", "concurrently", "inParallel"),
                    rows.stream().map(WebElement::getText).toList());
            var timeline = element.findElement(By.cssSelector("svg[role=img]"));
            assertTrue(timeline.isDisplayed(), "the timeline is not displayed");
            var area = timeline.getRect();
            assertTrue(
                    area.width > 500 && area.height > 200,
                    () -> "the timeline is " + area.width + " × " + area.height);
            assertTrue(
                    area.y >= table.getRect().y + table.getRect().height,
                    "the timeline does not stand below the table");
            for (var text : List.of(rows.getFirst(), timeline.findElement(By.tagName("text")))) {
                double contrast = contrast(text);
                assertTrue(
                        contrast >= 4.5, () -> "contrast of " + text.getText() + ": " + contrast);
            }
        }

        void saveScreenshot(Path file) throws IOException {
            closeDialogs();
            scrollTo(this);
            Files.write(file, element.getScreenshotAs(OutputType.BYTES));
        }

        /** Of a text's colour against the background that it stands on, by WCAG 2.2's formula. */
        private double contrast(WebElement text) {
            return ((Number)
                            browser.executeScript(
                                    """
                                    const rgb = c => c.match(/[\\d.]+/g).map(Number);
                                    const luminance = c => rgb(c).slice(0, 3).map(v => v / 255)
                                        .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                                        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                                    let behind = arguments[0];
                                    while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) < 1) {
                                        behind = behind.parentElement;
                                    }
                                    const style = getComputedStyle(arguments[0]);
                                    const ink = arguments[0] instanceof SVGElement ? style.fill : style.color;
                                    const both = [luminance(ink), luminance(getComputedStyle(behind).backgroundColor)];
                                    return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
                                    """,
                                    text))
                    .doubleValue();
        }
    }

    private void click(By what) {
        var element =
                new WebDriverWait(browser, PAGE)
                        .until(
                                page -> {
                                    var found = page.findElements(what);
                                    return found.isEmpty() || !found.getFirst().isDisplayed()
                                            ? null
                                            : found.getFirst();
                                });
        new Actions(browser).moveToElement(element).click().perform();
    }

    private void await(String what, By element) {
        new WebDriverWait(browser, PAGE)
                .withMessage("waiting until " + what)
                .until(page -> !page.findElements(element).isEmpty());
    }

    @Override
    public void close() {
        browser.quit();
    }
}
