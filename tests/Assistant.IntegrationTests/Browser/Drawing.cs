using Microsoft.Playwright;

namespace Assistant.IntegrationTests.Browser;

/// <summary>A picture that a test draws, and where in it things stand, in its pixels.</summary>
/// <param name="Png">The file.</param>
/// <param name="Places">Element id to x0, y0, x1, y1.</param>
internal sealed record Drawing(byte[] Png, IReadOnlyDictionary<string, double[]> Places)
{
    /// <summary>Draws HTML in the same browser; elements with an id are the places.</summary>
    public static async Task<Drawing> MakeAsync(IBrowser browser, string html, int width = 900, int height = 600)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        await page.SetContentAsync($"<body style='margin:0;background:#fff;color:#111;font:22px/1.5 sans-serif'>{html}</body>");
        var places = await page.EvaluateAsync<Dictionary<string, double[]>>("""
            () => Object.fromEntries([...document.querySelectorAll("[id]")].map(each => { const box = each.getBoundingClientRect(); return [each.id, [box.left, box.top, box.right, box.bottom]]; }))
            """);
        return new(await page.ScreenshotAsync(), places);
    }

    /// <summary>The part of a place that a box covers, 0 to 1.</summary>
    public double Covered(string place, double[] box)
    {
        var at = Places[place];
        var (width, height) = (Math.Min(at[2], box[2]) - Math.Max(at[0], box[0]), Math.Min(at[3], box[3]) - Math.Max(at[1], box[1]));
        return width <= 0 || height <= 0 ? 0 : width * height / ((at[2] - at[0]) * (at[3] - at[1]));
    }
}
