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
    lost: "还没有录到内容，麦克风就断开了。请重新接上，或添加声音文件。",
  },
  recordingInterrupted: "麦克风断开了。此前录下的内容在下面：请发送，或移除后重新录音。",
  fileGone: names => `无法再读取：${names}。文件已被更改或移动，或者浏览器已将其清除。请重新添加。`,
  brokeOff: (percent: string) => `发送到 ${percent} 时连接中断。文件已保留，恢复连接后从头自动发送。`,
  noRoomToEdit: (most: number) => `一条消息最多可附 ${most} 个文件。请先从正在写的消息中移除一些，再编辑这一条；它仍留在原处，尚未发送。`,
  folderDropped: name => `${name} 是文件夹。请打开它，拖入其中的文件。`,
  stoppedSending: "发送前已停止。",
  sendAgain: "重新发送",
  searchFailed: "搜索失败。",
  renameFailed: title => `没有重命名：服务器没有接受新名称，仍为“${title}”。`,
  olderConversations: "更早的对话",
  olderLoading: "正在载入更早的对话",
  olderCame: n => `已添加 ${n} 个更早的对话。`,
  olderFailed: "无法载入更早的对话。",
};
