extension String {
    /// The text as content or attribute of HTML and SVG: markup escaped, control characters made visible.
    var escapedForMarkup: String {
        var result = ""
        for character in withVisibleControls {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.append(character)
            }
        }
        return result
    }
}

/// A web page in one file: nothing is fetched, and nothing runs.
struct HTMLPage {
    let title: String
    /// Rules besides the common ones.
    var style = ""
    /// Markup, escaped by who makes it.
    let body: String

    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(title.escapedForMarkup)</title>
        <style>
        \(Self.common)\(style)</style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    private static let common = """
        :root { color-scheme: light dark; --text: #1f2328; --dim: #59636e; --back: #ffffff; --panel: #f6f8fa; --line: #d1d9e0;
          --create: #1a7f37; --update: #9a6700; --replace: #8250df; --delete: #cf222e; --other: #59636e; }
        @media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --dim: #9198a1; --back: #0d1117; --panel: #151b23;
          --line: #3d444d; --create: #3fb950; --update: #d29922; --replace: #ab7df8; --delete: #f85149; --other: #9198a1; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 72rem; background: var(--back); color: var(--text);
          font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0; }
        h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
        code { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
        .dim { color: var(--dim); }
        .create, .adopt { color: var(--create); } .update { color: var(--update); } .replace { color: var(--replace); }
        .delete, .warn { color: var(--delete); } .forget, .no-op { color: var(--other); }

        """
}
