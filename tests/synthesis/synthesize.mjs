// Area and logic delay of generated hardware, with Yosys for Xilinx FPGAs.
//
//   npm install --prefix tests/synthesis          (once)
//   node tests/synthesis/synthesize.mjs [--json] [--family=xc7|xcup] [--top=MODULE] [--box=MODULE] [--blocks] [--untimed] FOLDER...
//
// A FOLDER holds the Verilog of one design, as in verilog-out; its top module is `core`, or MODULE. A module that is a
// --box is left out. Prints LUT, LUT as memory, FF, RAMB36, DSP48 and the longest path between registers in ps (cells
// only, no wires), then the path's way. Cells are those of the family (xc7 unless it is named); the path is one of 7
// series in any case. Timing is read from the netlist in a process of its own: in the one that mapped it, carries and
// wide multiplexers have no arcs and paths through them are cut.
//
// With --blocks modules are optimized each for itself, and `blocks` says for each how often it is there and what one of it takes,
// without the modules in it. With --untimed no path is looked for.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const options = Object.fromEntries(process.argv.slice(2).filter(word => word.startsWith('--'))
  .map(word => word.slice(2).split('=')).map(([name, value]) => [name, value ?? 'yes']));
const words = process.argv.slice(2).filter(word => !word.startsWith('--'));
const TOP = options.top ?? 'core';
const FAMILY = options.family ?? 'xc7';

async function yosys(script, files) {
  const { runYosys } = await import('@yowasp/yosys');
  const tree = { ...files, 'run.ys': script };
  return runYosys(['-q', '-s', 'run.ys'], tree, { stdout: null, stderr: text => text && process.stderr.write(text), decodeASCII: true });
}

async function map(folder, netlist) {
  const files = {};
  for (const name of readdirSync(folder).filter(name => name.endsWith('.v'))) files[name] = readFileSync(join(folder, name), 'utf8');
  const synthesize = family => yosys(`read_verilog -sv ${Object.keys(files).join(' ')}
${options.box ? `blackbox ${options.box}` : ''}
synth_xilinx -family ${family} -top ${TOP} ${options.blocks ? '' : '-flatten'} -abc9 -noiopad -noclkbuf -nosrl
tee -q -o stat.json stat -json -tech xilinx
${options.blocks ? 'flatten; opt_clean' : ''}
write_verilog -noattr -noexpr net.v
`, files);
  const counted = await synthesize(FAMILY);
  const timed = options.untimed || FAMILY === 'xc7' ? counted : await synthesize('xc7');
  writeFileSync(netlist, JSON.stringify({ net: timed['net.v'], stat: counted['stat.json'] }));
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

const MEMORY = { RAM32M: 4, RAM64M: 4, RAM64X1D: 2, RAM128X1D: 4, RAM32X1D: 2, RAM64X1S: 1, RAM32X1S: 1, RAM128X1S: 2, RAM256X1S: 4,
  RAM32M16: 8, RAM64M8: 8, RAM64X8SW: 8, RAM256X1D: 8, RAM512X1S: 8 };

function figures(cells) {
  const lutRam = count(cells, /^RAM(32|64|128|256)/, name => {
    if (!(name in MEMORY)) throw new Error(`how many LUTs is a ${name}?`);
    return MEMORY[name];
  });
  return { lut: count(cells, /^LUT[1-6]$/) + lutRam, lutAsMemory: lutRam, ff: count(cells, /^FD[RSCP]E$/),
    bram36: count(cells, /^RAMB/, name => name.startsWith('RAMB36') ? 1 : 0.5), dsp: count(cells, /^DSP48/) };
}

function report(folder, netlist) {
  const stat = JSON.parse(JSON.parse(readFileSync(netlist, 'utf8')).stat);
  const whole = { core: basename(folder), ...figures(stat.design.num_cells_by_type) };
  const blocksOf = options.blocks ? { blocks: blocks(stat.modules) } : {};
  if (options.untimed) return { ...whole, ...blocksOf, sta: '' };
  const sta = readFileSync(netlist + '.sta', 'utf8');
  const longest = /Latest arrival time in '\w+' is (\d+)/.exec(sta);
  return { ...whole, ps: Number(longest?.[1]), ...blocksOf, sta };
}

function blocks(modules) {
  const cells = Object.fromEntries(Object.entries(modules).map(([name, module]) => [name.replace(/^\\/, ''), module.num_cells_by_type]));
  const counts = {};
  const visit = (name, times) => {
    counts[name] = (counts[name] ?? 0) + times;
    for (const [cell, number] of Object.entries(cells[name])) if (cell in cells) visit(cell, times * number);
  };
  visit(TOP, 1);
  return Object.entries(counts).map(([name, times]) => ({ name, count: times, ...figures(cells[name]) }));
}

if (options.step === 'map') await map(words[0], words[1]);
else if (options.step === 'time') await time(words[0]);
else {
  if (!existsSync(fileURLToPath(new URL('node_modules/@yowasp/yosys', import.meta.url)))) {
    console.error('Yosys is missing: npm install --prefix tests/synthesis');
    process.exit(2);
  }
  const results = [];
  for (const folder of words) {
    const scratch = mkdtempSync(join(tmpdir(), 'synthesis-'));
    const netlist = join(scratch, 'net.json');
    const passed = process.argv.slice(2).filter(word => word.startsWith('--'));
    for (const step of [['--step=map', folder, netlist], ...(options.untimed ? [] : [['--step=time', netlist]])]) {
      execFileSync(process.execPath, ['--max-old-space-size=8192', fileURLToPath(import.meta.url), ...passed, ...step],
        { stdio: ['ignore', 'inherit', 'inherit'] });
    }
    const { sta, ...found } = report(folder, netlist);
    results.push(found);
    if (!options.json) {
      console.log(`${JSON.stringify(found)}\n${sta.split('\n').filter(line => /^\s+\d+ |endpoint|startpoint|arrival/i.test(line)).slice(0, 25).join('\n')}`);
    }
    rmSync(scratch, { recursive: true });
  }
  if (options.json) console.log(JSON.stringify(results));
}
