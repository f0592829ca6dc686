#!/usr/bin/env bash
# Makes the tests on graphics processors run on Direct3D 12 on Debian: d3d12-on-linux.sh FOLDER. The program FOLDER/gpu-tests [PATTERN] then runs those whose names match the
# pattern, through Wine, whose Direct3D 12 stands on Vulkan, on a driver that computes in software.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends wine wine64 libwine xvfb mesa-vulkan-drivers libvulkan1 libvulkan-dev gcc > /dev/null
command -v npm > /dev/null || apt-get install -y -qq --no-install-recommends npm > /dev/null

# The tests with the ComputeSharp back end, for Windows. ComputeSharp comes from nuget.org.
dotnet publish "$here/../Gpu.Tests" -c Release -r win-x64 --self-contained -p:ComputeSharpBackend=true -o "$folder/program" -v quiet -nodeReuse:false

# The compiler of Direct3D is Microsoft's. It comes from an npm package that carries it, and is neither shipped nor kept.
(cd "$folder" && npm pack --silent webgpu@0.6.2 > /dev/null && tar -xzf webgpu-0.6.2.tgz package/dist/win32-x64/d3dcompiler_47.dll)
cp "$folder/package/dist/win32-x64/d3dcompiler_47.dll" "$folder/program/"

mkdir -p "$folder/layer"
cp "$here/DescriptorIndexing/layer.json" "$folder/layer/"
gcc -O1 -Wall -fPIC -shared -fvisibility=hidden -o "$folder/layer/liblayer.so" "$here/DescriptorIndexing/layer.c"

# Without mscoree and mshtml no prefix asks to install Mono and Gecko. Direct3D 12 wants Windows 10; a program that crashes is to end, not to wait in a debugger.
environment="PATH=/usr/lib/wine:$PATH WINEPREFIX=$folder/prefix WINEARCH=win64 WINEDEBUG=-all"
in_prefix() { env $environment DISPLAY="${DISPLAY:-:97}" WINEDLLOVERRIDES="mscoree,mshtml=" "$@" > /dev/null 2>&1; }
in_prefix wine64 wineboot -i
in_prefix wine64 reg add 'HKCU\Software\Wine' /v Version /d win10 /f
in_prefix wine64 reg add 'HKCU\Software\Wine\Direct3D' /v renderer /d no3d /f
in_prefix wine64 reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug' /v Auto /t REG_SZ /d 1 /f
in_prefix wine64 reg add 'HKLM\Software\Microsoft\Windows NT\CurrentVersion\AeDebug' /v Debugger /t REG_SZ /d 'C:\windows\system32\cmd.exe /c exit' /f
in_prefix wineserver64 -w

# Wine's Vulkan needs a display.
cat > "$folder/gpu-tests" <<END
#!/bin/bash
export $environment
export WINEDLLOVERRIDES="mshtml=;winemenubuilder.exe=d;d3dcompiler_47=n"
export VK_ICD_FILENAMES=/usr/share/vulkan/icd.d/lvp_icd.x86_64.json VK_LAYER_PATH=$folder/layer VK_INSTANCE_LAYERS=VK_LAYER_AUTODIFF_descriptor_indexing
export AUTODIFF_GPU_BACKEND=computesharp AUTODIFF_REQUIRE_GPU=1
# Wine 8 does not get on with code that is mapped twice, nor with collections beside the program.
export DOTNET_EnableWriteXorExecute=0 DOTNET_gcConcurrent=0
number=\$(mktemp -u)
mkfifo "\$number"
Xvfb -displayfd 9 -screen 0 640x480x24 -nolisten tcp 9> "\$number" > /dev/null 2>&1 &
screen=\$!
read -r display < "\$number"
rm -f "\$number"
DISPLAY=:\$display wine64 "$folder/program/AutoDiff.Gpu.Tests.exe" test "\$@"
result=\$?
# Else Wine's own processes stay for a while, and hold what this one writes to.
wineserver64 -k
wineserver64 -w
kill "\$screen"
exit "\$result"
END
chmod +x "$folder/gpu-tests"
