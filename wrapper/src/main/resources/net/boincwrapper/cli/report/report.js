
// Puts a live chart in the place of each picture. What it cannot do, the picture does.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const seconds = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];

  const height = 184;

  const color = name => () => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const plain = value => String(Math.round(value * 100) / 100);
  const two = value => String(value).padStart(2, "0");

  const time = value => {
    if (value < 60) return plain(Math.round(value * 10) / 10) + " s";
    const whole = Math.round(value), hours = Math.floor(whole / 3600), minutes = Math.floor(whole / 60) % 60;
    return hours ? hours + ":" + two(minutes) + ":" + two(whole % 60) : minutes + ":" + two(whole % 60);
  };

  const bytes = value => {
    const units = ["B", "KiB", "MiB", "GiB", "TiB"];
    let unit = 0;
    while (value >= 1024 && unit < units.length - 1) { value /= 1024; unit++; }
    return value.toFixed(unit ? 1 : 0) + " " + units[unit];
  };

  const words = {
    bytes,
    cpus: value => value.toFixed(2) + " CPUs",
    share: value => (value * 100).toFixed(1) + " %",
    count: plain,
  };

  const font = size => size + "px " + getComputedStyle(document.body).fontFamily;

  // What is no curve: the bound, and the moments of interruptions.
  const extras = chart => u => {
    const { left, top, width, height } = u.bbox, ctx = u.ctx, dpr = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, width, height);
    ctx.clip();
    ctx.lineWidth = 1.5 * dpr;
    ctx.strokeStyle = color("bad")();
    ctx.setLineDash([4 * dpr, 3 * dpr]);
    for (const hit of chart.hits) {
      const x = u.valToPos(hit.at, "x", true);
      ctx.beginPath();
      ctx.moveTo(x, top);
      ctx.lineTo(x, top + height);
      ctx.stroke();
    }
    if (chart.bound) {
      const y = u.valToPos(chart.bound.value, "y", true);
      ctx.strokeStyle = ctx.fillStyle = color("open")();
      ctx.setLineDash([7 * dpr, 4 * dpr]);
      ctx.beginPath();
      ctx.moveTo(left, y);
      ctx.lineTo(left + width, y);
      ctx.stroke();
      ctx.font = "600 " + font(11.5 * dpr);
      ctx.textAlign = "left";
      ctx.fillText(chart.bound.text, left + 4 * dpr, y - 6 * dpr);
    }
    ctx.restore();
  };

  const readout = (chart, place) => u => {
    const at = u.cursor.idx;
    const known = at != null && u.data[1][at] != null;
    place.textContent = known ? time(u.data[0][at]) + " · " + words[chart.unit](u.data[1][at]) : "";
  };

  const axis = extra => Object.assign({
    stroke: color("muted"),
    font: font(11.5),
    grid: { stroke: color("rule"), width: 1 },
    ticks: { show: false },
  }, extra);

  const options = (chart, width, place) => ({
    width,
    height,
    padding: [8, 8, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false } },
    scales: { x: { time: false, range: (u, from, to) => u.zoomed ? [from, to] : [0, chart.end] }, y: { range: [0, chart.top] } },
    axes: [
      axis({ incrs: seconds, space: 60, size: 26, grid: { show: false }, values: (u, all) => all.map(time) }),
      axis({ splits: () => chart.ticks, values: () => chart.labels, size: 62, gap: 6 }),
    ],
    series: [{}, {
      stroke: color("accent"),
      fill: color("accent-soft"),
      width: 2,
      points: { show: chart.x.length < 3 },
      paths: chart.steady ? uPlot.paths.stepped({ align: 1 }) : undefined,
    }],
    hooks: {
      draw: [extras(chart)],
      setCursor: [readout(chart, place)],
      setSelect: [u => { u.zoomed = u.select.width > 0; }],
    },
  });

  const live = [];

  const show = (figure, chart, width) => {
    const host = document.createElement("div");
    const picture = figure.querySelector(".plot");
    host.setAttribute("role", "img");
    host.setAttribute("aria-label", chart.title + ": " + picture.querySelector("desc").textContent);
    figure.querySelector(".drawing").append(host);
    const plot = new uPlot(options(chart, width, figure.querySelector(".readout")), [chart.x, chart.y], host);
    plot.over.addEventListener("dblclick", () => { plot.zoomed = false; }, true);
    figure.classList.add("live");
    live.push(plot);
    return plot;
  };

  for (const [id, chart] of Object.entries(data)) {
    const figure = document.getElementById(id);
    if (!chart.x.length) continue;
    let plot;
    const fit = () => {
      const width = figure.querySelector(".drawing").clientWidth;
      if (width < 80) return;
      if (plot) plot.setSize({ width, height });
      else plot = show(figure, chart, width);
    };
    // One in a closed part of the page is drawn when that is opened. In the next frame, since it
    // changes what is observed.
    new ResizeObserver(() => requestAnimationFrame(fit)).observe(figure.querySelector(".drawing"));
  }

  // The end of a log says most.
  for (const log of document.querySelectorAll(".log")) log.scrollTop = log.scrollHeight;

  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => live.forEach(plot => plot.redraw()));
})();
