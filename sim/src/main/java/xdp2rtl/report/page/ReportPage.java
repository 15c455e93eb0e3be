package xdp2rtl.report.page;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;
import xdp2rtl.report.RefusedFacts;
import xdp2rtl.report.ReportFacts;

/// The page as one file of HTML.
public final class ReportPage {
    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(ContentType.Html);

    private ReportPage() {}

    /// Of a program that was compiled.
    public static String of(ReportFacts facts) {
        return page("page.jte", PageViews.of(facts));
    }

    /// Of a program that is refused.
    public static String of(RefusedFacts facts) {
        return page("refused.jte", RefusedView.of(facts));
    }

    private static String page(String template, Object view) {
        var output = new StringOutput();
        TEMPLATES.render(template, Map.of("page", view, "style",
                element("style", Resources.text("figures.css") + Resources.text("report.css")), "script",
                element("script", Resources.text("report.js"))), output);
        return output.toString();
    }

    /// A text of ours, as it is.
    private static Content element(String name, String text) {
        return output -> output.writeContent("<%s>\n%s</%s>".formatted(name, text, name));
    }
}
