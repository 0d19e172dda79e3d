#!/bin/sh
# 打开触摸屏：等服务器准备好，全屏打开学堂；浏览器关了或坏了，两秒以后重新打开。
# 由桌面在登录以后自动运行，见 xuetang-screen.desktop。
set -u

address="${XUETANG_ADDRESS:-http://127.0.0.1:8080/}"
# Kept between starts: it holds the last complete release, and the searches without an answer.
profile="${XDG_DATA_HOME:-$HOME/.local/share}/xuetang-screen"

browser=""
for name in chromium chromium-browser google-chrome-stable google-chrome; do
  if command -v "$name" >/dev/null 2>&1; then browser="$name"; break; fi
done
if [ -z "$browser" ]; then
  echo "没有找到 Chromium；请先安装 chromium 软件包。" >&2
  exit 2
fi

# The screen stays on. Where there is no X server, the desktop's own settings have to say so.
if command -v xset >/dev/null 2>&1; then xset s off -dpms s noblank 2>/dev/null || true; fi

ready() {
  python3 -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=2)' "$address" 2>/dev/null
}
tries=0
until ready || [ "$tries" -ge 60 ]; do tries=$((tries + 1)); sleep 1; done

mkdir -p "$profile"
while true; do
  rm -f "$profile"/Singleton*  # left behind by a power cut, they would keep the browser from starting
  "$browser" \
    --kiosk \
    --user-data-dir="$profile" \
    --no-first-run \
    --no-default-browser-check \
    --noerrdialogs \
    --hide-crash-restore-bubble \
    --disable-pinch \
    --overscroll-history-navigation=0 \
    --touch-events=enabled \
    --password-store=basic \
    --check-for-update-interval=31536000 \
    --disable-background-networking \
    --disable-component-update \
    --disable-sync \
    --enable-speech-dispatcher \
    --lang=zh-CN \
    "$address"
  sleep 2
done
