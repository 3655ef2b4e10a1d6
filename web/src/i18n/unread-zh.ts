import type { unreadEn } from "./unread-en.ts";

/** 没有读取的文件. */
export const unreadZh: typeof unreadEn = {
  unreadEmpty: "是空文件（0 字节）。请选择其他文件。",
  unreadTooLarge: "太大。请发送较小的文件，或其中一部分。",
  unreadTooManyPixels: "像素过多。请缩小后发送。",
  unreadTooManyPages: "页数超过可读取的范围。请发送需要的页。",
  unreadTooManyAttachments: "超出文件数量限制。请在另一条消息中发送。",
  unreadTooLong: detail => `太长，没有全部读取${detail ? `（略去：${detail}）` : ""}。请发送需要的部分。`,
  unreadUnsupported: format => `无法读取${format ? `：不支持 ${format}` : ""}。请以 PNG、JPEG、PDF、文本或声音文件发送。`,
  unreadDamaged: "无法读取：文件已损坏，或与其名称不符。请重新保存后发送。",
  unreadPasswordProtected: "无法读取：文件有密码保护。请解除密码后重新发送。",
  unreadNothingReadable: "已打开，但其中没有文字、语音或表格。",
  unreadSilentFilm: "里没有听到说话，视频的画面我也不看。请发送相关画面的截图。",
  unreadNotLookedAt: "只读了其中的文字，没有看图片本身。请单独发送，或先缩小。",
  unreadOnlyHeard: "只听了声音，没有看画面。请发送相关画面的截图。",
  unreadPictureNotRead: place => `中有图片无法读取${place ? `，第一张在${place}` : ""}。请单独发送需要的图片。`,
  unreadHidden: what => `中有隐藏的内容没有读取${what ? `：${what}` : ""}。如有需要，请取消隐藏后重新发送。`,
  hiddenInSheet: (count, isColumns, sheet) => `${sheet} 的 ${count} ${isColumns ? "列" : "行"}`,
  hiddenMore: count => `另外 ${count} 处`,
  hiddenBetween: "、",
  unreadWorkerFailed: "无法读取：读取失败。请重试。",
  unreadTimedOut: until => `${until ? `只听到 ${until}：用时过长` : "未能及时读完"}。请重试，或发送其中一部分。`,
  unreadDownloadFailed: "无法获取。请重试。",
  unreadAddressRefused: "不允许从这里获取。请直接发送文件。",
  unreadLanguageNotInstalled: "听不懂：说的不是英语，而这里没有安装其他语言的语音模型。请联系管理员安装 Whisper。",
  unreadNotInstalled: what => `无法读取：这里没有安装${what ?? "读取此类文件的组件"}。请联系管理员。`,
};
