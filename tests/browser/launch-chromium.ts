import { chromium, type Browser } from 'playwright-core';
import { chromiumOrInstall } from '../../scripts/chromium.mjs';

const quiet = [
  '--headless=new',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Nothing but this machine has a name, so that no test passes with the help of another host.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];
const softwareGpu = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];

/** How every Chromium of the tests is started. */
export function chromiumFlags(): readonly string[] {
  return [...quiet, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
}

/** Starts the Chromium that is found (CHROME_PATH first), with WebGPU on a software adapter where it is asked for. */
export async function launchChromium({ webgpu = false } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await chromiumOrInstall(),
    args: [...chromiumFlags(), ...(webgpu ? softwareGpu : [])],
  });
}
