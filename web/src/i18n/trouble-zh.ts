import type { troubleEn } from "./trouble-en.ts";

/** 浏览器不允许或丢失的内容. */
export const troubleZh: typeof troubleEn = {
  notCopied: "没有复制：浏览器在这里不允许。请选中文字后按 Ctrl C。",
  noRecording: {
    insecure: "浏览器只允许在 https 页面上录音，而本页是通过 http 打开的。请向本站管理员索取 https 地址，或添加声音文件。",
    denied: "浏览器不允许使用麦克风。请在网站设置中允许，或添加声音文件。",
    missing: "没有找到麦克风。您可以添加声音文件。",
    busy: "麦克风暂时不能使用：可能被其他程序占用。请重试，或添加声音文件。",
    unable: "这个浏览器在这里不能录音。您可以添加声音文件。",
  },
  fileGone: names => `浏览器里已经没有 ${names}。请重新添加。`,
};
