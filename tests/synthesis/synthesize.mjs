// Area and logic delay of generated cores, with Yosys for Xilinx 7 series.
//
//   npm install --prefix tests/synthesis          (once)
//   node tests/synthesis/synthesize.mjs [--json] FOLDER...
//
// A FOLDER holds the Verilog of one core, as in verilog-out. Prints LUT, LUT as memory, FF, RAMB36, DSP48 and the longest
// path between registers in ps (cells only, no wires), then the path's way. Timing is read from the netlist in a process of its own: in the
// one that mapped it, carries and wide multiplexers have no arcs and paths through them are cut.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TOP = process.env.TOP ?? 'core';

async function yosys(script, files) {
  const { runYosys } = await import('@yowasp/yosys');
  const tree = { ...files, 'run.ys': script };
  return runYosys(['-q', '-s', 'run.ys'], tree, { stdout: null, stderr: text => text && process.stderr.write(text), decodeASCII: true });
}

async function map(folder, netlist) {
  const files = {};
  for (const name of readdirSync(folder).filter(name => name.endsWith('.v'))) files[name] = readFileSync(join(folder, name), 'utf8');
  const result = await yosys(`read_verilog -sv ${Object.keys(files).join(' ')}
synth_xilinx -family xc7 -top ${TOP} -flatten -abc9 -noiopad -noclkbuf -nosrl
tee -q -o stat.json stat -json -tech xilinx
write_verilog -noattr -noexpr net.v
`, files);
  writeFileSync(netlist, JSON.stringify({ net: result['net.v'], stat: result['stat.json'] }));
}

async function time(netlist) {
  const { net } = JSON.parse(readFileSync(netlist, 'utf8'));
  const result = await yosys(`read_verilog -lib -specify +/xilinx/cells_sim.v
read_verilog -lib +/xilinx/cells_xtra.v
read_verilog net.v
hierarchy -top ${TOP}
tee -q -o sta.txt sta
`, { 'net.v': net });
  writeFileSync(netlist + '.sta', result['sta.txt']);
}

function count(cells, pattern, weight = () => 1) {
  return Object.entries(cells).filter(([name]) => pattern.test(name)).reduce((sum, [name, number]) => sum + weight(name) * number, 0);
}

function report(folder, netlist) {
  const stat = JSON.parse(JSON.parse(readFileSync(netlist, 'utf8')).stat);
  const cells = stat.design.num_cells_by_type;
  const memory = { RAM32M: 4, RAM64M: 4, RAM64X1D: 2, RAM128X1D: 4, RAM32X1D: 2, RAM64X1S: 1, RAM32X1S: 1, RAM128X1S: 2, RAM256X1S: 4 };
  const lutRam = count(cells, /^RAM(32|64|128|256)/, name => memory[name]);
  const sta = readFileSync(netlist + '.sta', 'utf8');
  const longest = /Latest arrival time in '\w+' is (\d+)/.exec(sta);
  return { core: basename(folder), lut: count(cells, /^LUT[1-6]$/) + lutRam, lutAsMemory: lutRam, ff: count(cells, /^FD[RSCP]E$/),
    bram36: count(cells, /^RAMB/, name => name.startsWith('RAMB36') ? 1 : 0.5), dsp: count(cells, /^DSP48/), ps: Number(longest?.[1]), sta };
}

const [mode, ...rest] = process.argv.slice(2);
if (mode === '--map') await map(rest[0], rest[1]);
else if (mode === '--time') await time(rest[0]);
else {
  const json = mode === '--json';
  const folders = json ? rest : [mode, ...rest].filter(Boolean);
  if (!existsSync(fileURLToPath(new URL('node_modules/@yowasp/yosys', import.meta.url)))) {
    console.error('Yosys is missing: npm install --prefix tests/synthesis');
    process.exit(2);
  }
  const results = [];
  for (const folder of folders) {
    const scratch = mkdtempSync(join(tmpdir(), 'synthesis-'));
    const netlist = join(scratch, 'net.json');
    const self = fileURLToPath(import.meta.url);
    for (const step of [['--map', folder, netlist], ['--time', netlist]]) {
      execFileSync(process.execPath, ['--max-old-space-size=8192', self, ...step], { stdio: ['ignore', 'inherit', 'inherit'] });
    }
    const { sta, ...figures } = report(folder, netlist);
    results.push(figures);
    if (!json) console.log(`${JSON.stringify(figures)}\n${sta.split('\n').filter(line => /^\s+\d+ |endpoint|startpoint|arrival/i.test(line)).slice(0, 25).join('\n')}`);
    if (process.env.KEEP) writeFileSync(process.env.KEEP, sta);
    rmSync(scratch, { recursive: true });
  }
  if (json) console.log(JSON.stringify(results));
}
