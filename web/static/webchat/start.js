// Microsoft's Web Chat, unchanged, on our Direct Line: a second page, and the proof that any Direct Line client works here.
(async () => {
  const locale = navigator.language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en-US";
  const problem = document.getElementById("problem");
  document.documentElement.lang = locale === "zh-Hans" ? "zh-Hans" : "en";
  try {
    const response = await fetch("/api/page/session", { method: "POST" });
    if (!response.ok) throw new Error(String(response.status));
    const { token } = await response.json();
    const directLine = WebChat.createDirectLine({ token, domain: `${location.origin}/v3/directline` });
    const styleOptions = {
      accent: "#0b6e69", bubbleBorderRadius: 14, bubbleFromUserBorderRadius: 14, bubbleFromUserBackground: "#edf0f1", bubbleBackground: "#f6f7f8", bubbleBorderWidth: 0,
      bubbleFromUserBorderWidth: 0, primaryFont: '"Segoe UI", Roboto, "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif', rootHeight: "100%", rootWidth: "100%",
    };
    // Whose messages these are says the token.
    WebChat.renderWebChat({ directLine, locale, styleOptions }, document.getElementById("webchat"));
    document.querySelector("[data-id=webchat-sendbox-input]")?.focus();
  } catch (error) {
    problem.textContent = (locale === "zh-Hans" ? "无法连接助手。请重新载入页面。" : "The assistant cannot be reached. Reload the page.") + ` (${error.message})`;
    problem.hidden = false;
  }
})();
