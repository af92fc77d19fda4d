// How the network is drawn by WebGL: the shapes of families, from the sprite of the page, and threads that are whole,
// dashed or dotted. What sigma calls `color` is all that each looks like: `shape`, `look` (see LOOKS) and `tint` of a
// node; `tint`, `width`, `dash` and `shift` of a tie.

const ORDER = ["hab", "asso", "ess", "ent", "agri", "chambre", "coll", "etat", "rech", "etu", "fin", "med", "autre",
  "project"];
const CELL = 128;
const GRID = 4;
// How much of a cell is beyond the shape: room for its ring, no more. Each pixel of it is looked at.
const BEYOND = 1.36;

export const LOOKS = { whole: 0, hollow: 1, faded: 2, lit: 4 };
// Lengths in pixels of a dash and of what it repeats in; nothing: a whole line.
export const DASHES = { none: [0, 0], declared: [6, 10], affiliation: [2.5, 6], expected: [9, 15] };

const outline = (shape) => {
  const drawn = document.querySelector(`#f-${shape} > *`);
  if (drawn?.tagName === "path") return new Path2D(drawn.getAttribute("d"));
  const path = new Path2D();
  path.arc(12, 12, 10, 0, 2 * Math.PI);
  return path;
};

// Red: the shape; green: its outline in dashes, for who is not aboard; blue: a ring around it.
const atlas = () => {
  const canvas = Object.assign(document.createElement("canvas"), { width: CELL * GRID, height: CELL * GRID });
  // Drawn by the processor: a graphics card would be asked for it back at once.
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "#000";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.globalCompositeOperation = "lighter";
  context.lineJoin = "round";
  const scale = CELL / (24 * BEYOND);
  ORDER.forEach((shape, rank) => {
    const path = outline(shape);
    context.setTransform(scale, 0, 0, scale, (rank % GRID + 0.5) * CELL - 12 * scale,
      (Math.floor(rank / GRID) + 0.5) * CELL - 12 * scale);
    context.fillStyle = "#f00";
    context.fill(path, "evenodd");
    context.strokeStyle = "#0f0";
    context.lineWidth = 3;
    context.setLineDash([4.5, 2.8]);
    context.stroke(path);
    context.setLineDash([]);
    context.strokeStyle = context.fillStyle = "#00f";
    context.lineWidth = 8;
    context.fill(path);
    context.stroke(path);
  });
  return canvas;
};

const VERTEX = `
attribute vec2 a_position;
attribute float a_size;
attribute float a_cell;
attribute vec4 a_color;
attribute vec4 a_id;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_spot;
varying vec2 v_corner;
varying float v_look;
void main() {
  v_corner = a_corner;
  float reach = a_size * u_correctionRatio / u_sizeRatio * 2.0 * ${BEYOND.toFixed(2)};
  gl_Position = vec4((u_matrix * vec3(a_position + a_corner * reach, 1)).xy, 0, 1);
  float shape = mod(a_cell, 16.0);
  vec2 cell = vec2(mod(shape, ${GRID}.0), floor(shape / ${GRID}.0));
  v_spot = (cell + vec2(0.5 + 0.49 * a_corner.x, 0.5 - 0.49 * a_corner.y)) / ${GRID}.0;
  v_look = floor(a_cell / 16.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying vec2 v_spot;
varying vec2 v_corner;
varying float v_look;
uniform sampler2D u_atlas;
uniform vec3 u_ground;
uniform vec3 u_ink;
void main() {
  #ifdef PICKING_MODE
  // A disc is hit, whatever the shape in it.
  if (dot(v_corner, v_corner) > 1.0) discard;
  gl_FragColor = v_color;
  #else
  vec3 mask = texture2D(u_atlas, v_spot).rgb;
  float ring = clamp(2.5 * mask.b - 0.75, 0.0, 1.0);
  // Nearly all are drawn so, and the rest takes as long again.
  if (v_look < 0.5) {
    float all = max(mask.r, 0.75 * ring);
    gl_FragColor = vec4(mix(u_ground, v_color.rgb, mask.r) * all, all);
    return;
  }
  float lit = step(4.0, v_look);
  float faded = step(2.0, mod(v_look, 4.0));
  float hollow = mod(v_look, 2.0);
  vec3 inside = mix(v_color.rgb, u_ground, hollow);
  vec3 drawn = mix(mix(u_ground, u_ink, lit), inside, mask.r);
  drawn = mix(drawn, v_color.rgb, hollow * mask.g);
  float seen = mix(max(mask.r, max(mask.g * hollow, ring * mix(0.75, 1.0, lit))),
    mask.r * 0.18, faded);
  drawn = mix(drawn, v_color.rgb, faded);
  gl_FragColor = vec4(drawn * seen, seen);
  #endif
}`;

const THREAD_VERTEX = `
attribute vec2 a_from;
attribute vec2 a_to;
attribute float a_width;
attribute float a_shift;
attribute vec2 a_dash;
attribute vec4 a_color;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform vec2 u_window;
varying vec4 v_color;
varying vec2 v_dash;
varying float v_run;
varying float v_side;
void main() {
  vec2 start = (u_matrix * vec3(a_from, 1)).xy * u_window;
  vec2 end = (u_matrix * vec3(a_to, 1)).xy * u_window;
  float far = length(end - start);
  vec2 way = far > 0.0 ? (end - start) / far : vec2(0.0, 0.0);
  vec2 aside = vec2(-way.y, way.x);
  vec2 spot = mix(start, end, a_along) + aside * (a_side * (a_width * 0.5 + 0.5) + a_shift);
  gl_Position = vec4(spot / u_window, 0, 1);
  v_side = a_side * (a_width * 0.5 + 0.5);
  v_color = a_color;
  v_color.a *= 255.0 / 254.0;
  v_dash = vec2(a_dash.y > 0.0 ? a_dash.x / a_dash.y : 1.0, a_width);
  // Each begins its dashes elsewhere: those of a hub would draw rings around it.
  float begun = fract(dot(a_from + a_to, vec2(12.9898, 78.233)));
  v_run = a_dash.y > 0.0 ? a_along * far / a_dash.y + begun : 0.0;
}`;

const THREAD_FRAGMENT = `
precision mediump float;
varying vec4 v_color;
varying vec2 v_dash;
varying float v_run;
varying float v_side;
void main() {
  #ifdef PICKING_MODE
  discard;
  #else
  if (fract(v_run) > v_dash.x) discard;
  float edge = clamp(v_dash.y * 0.5 + 0.5 - abs(v_side), 0.0, 1.0) * v_color.a;
  gl_FragColor = vec4(v_color.rgb * edge, edge);
  #endif
}`;

const bytes = new Int8Array(4);
const words = new Int32Array(bytes.buffer, 0, 1);
const floats = new Float32Array(bytes.buffer, 0, 1);
// A colour as the four bytes of a float, which is what buffers of vertices hold.
export const packed = ([r, g, b], alpha = 1) => {
  words[0] = ((alpha * 255 << 24) | (b << 16) | (g << 8) | r) & 0xfeffffff;
  return floats[0];
};

// The shapes, drawn once for all views: while data are on their way, see `prepare`.
let image = null;
export const prepare = () => { image ??= atlas(); };

// Sigma makes a program of its own for each sort of node and of tie that it knows, and compiles them all: those that
// nothing is drawn with have this one instead.
class Nothing {
  reallocate() {}

  process() {}

  render() {}

  hasNothingToRender() { return true; }

  kill() {}
}

// The programs of nodes and of ties for sigma; `theme()` tells the colours of the ground and of the ink.
export const programs = ({ NodeProgram, EdgeProgram }, theme) => {
  const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGL2RenderingContext;
  const colour = (name) => ({ name, size: 4, type: UNSIGNED_BYTE, normalized: true });
  const number = (name, size = 1) => ({ name, size, type: FLOAT });
  prepare();
  const ranks = new Map(ORDER.map((shape, rank) => [shape, rank]));

  class Shapes extends NodeProgram {
    getDefinition() {
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: VERTEX,
        FRAGMENT_SHADER_SOURCE: FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_atlas", "u_ground", "u_ink"],
        ATTRIBUTES: [number("a_position", 2), number("a_size"), number("a_cell"), colour("a_color"), colour("a_id")],
        CONSTANT_ATTRIBUTES: [number("a_corner", 2)],
        CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]],
      };
    }

    processVisibleItem(id, start, { x, y, size, color: face }) {
      const { array } = this;
      array[start] = x;
      array[start + 1] = y;
      array[start + 2] = size;
      array[start + 3] = (ranks.get(face.shape) ?? 12) + 16 * face.look;
      array[start + 4] = face.tint;
      array[start + 5] = id;
    }

    texture(gl) {
      this.textures ??= new Map();
      if (!this.textures.has(gl)) {
        const texture = gl.createTexture();
        gl.bindTexture(gl.TEXTURE_2D, texture);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB, gl.RGB, gl.UNSIGNED_BYTE, image);
        gl.generateMipmap(gl.TEXTURE_2D);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
        this.textures.set(gl, texture);
      }
      return this.textures.get(gl);
    }

    setUniforms(params, { gl, uniformLocations }) {
      const { ground, ink } = theme();
      gl.activeTexture(gl.TEXTURE0);
      gl.bindTexture(gl.TEXTURE_2D, this.texture(gl));
      gl.uniform1i(uniformLocations.u_atlas, 0);
      gl.uniform3f(uniformLocations.u_ground, ...ground.map((part) => part / 255));
      gl.uniform3f(uniformLocations.u_ink, ...ink.map((part) => part / 255));
      gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    }
  }

  class Threads extends EdgeProgram {
    getDefinition() {
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: THREAD_VERTEX,
        FRAGMENT_SHADER_SOURCE: THREAD_FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: ["u_matrix", "u_window"],
        ATTRIBUTES: [number("a_from", 2), number("a_to", 2), number("a_width"), number("a_shift"), number("a_dash", 2),
          colour("a_color")],
        CONSTANT_ATTRIBUTES: [number("a_along"), number("a_side")],
        CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
      };
    }

    processVisibleItem(id, start, from, to, { color: strand }) {
      const { array } = this;
      array[start] = from.x;
      array[start + 1] = from.y;
      array[start + 2] = to.x;
      array[start + 3] = to.y;
      array[start + 4] = strand.width;
      array[start + 5] = strand.shift;
      array[start + 6] = strand.dash[0];
      array[start + 7] = strand.dash[1];
      array[start + 8] = strand.tint;
    }

    setUniforms(params, { gl, uniformLocations }) {
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
      gl.uniform2f(uniformLocations.u_window, params.width / 2, params.height / 2);
    }
  }
  return {
    nodeProgramClasses: { circle: Shapes },
    nodeHoverProgramClasses: { circle: Nothing },
    edgeProgramClasses: { line: Threads, arrow: Nothing },
  };
};
