// SHA-256 (FIPS 180-4) of a text in UTF-8, as hexadecimal digits or as base64: a
// page that comes over plain HTTP has no crypto.subtle.
(function () {
  'use strict';
  var K = [], H = [];

  // The fractions of the square and the cube roots of the first primes.
  (function () {
    function fraction(x) { return (x - Math.floor(x)) * 4294967296 | 0; }
    for (var n = 2; K.length < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n; d++) if (n % d === 0) prime = false;
      if (!prime) continue;
      if (H.length < 8) H.push(fraction(Math.sqrt(n)));
      K.push(fraction(Math.cbrt(n)));
    }
  })();

  function turn(x, n) { return x >>> n | x << 32 - n; }

  function sum(text) {
    var bytes = new TextEncoder().encode(text);
    var padded = new Uint8Array((bytes.length + 72) >> 6 << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    var view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000));
    view.setUint32(padded.length - 4, bytes.length << 3);
    var h = H.slice(), w = new Int32Array(64);
    for (var at = 0; at < padded.length; at += 64) {
      for (var i = 0; i < 64; i++) {
        if (i < 16) { w[i] = view.getInt32(at + i * 4); continue; }
        var x = w[i - 15], y = w[i - 2];
        w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >>> 3) + w[i - 7] + (turn(y, 17) ^ turn(y, 19) ^ y >>> 10) | 0;
      }
      var s = h.slice();
      for (i = 0; i < 64; i++) {
        var e = s[4], a = s[0];
        var t = s[7] + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (e & s[5] ^ ~e & s[6]) + K[i] + w[i] | 0;
        var u = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + (a & s[1] ^ a & s[2] ^ s[1] & s[2]) | 0;
        s = [t + u | 0, a, s[1], s[2], s[3] + t | 0, e, s[5], s[6]];
      }
      for (i = 0; i < 8; i++) h[i] = h[i] + s[i] | 0;
    }
    return h;
  }

  function hex(h) { return h.map(function (x) { return (x >>> 0).toString(16).padStart(8, '0'); }).join(''); }

  window.folioRun.sum = function (text) { return hex(sum(text)); };
  window.folioRun.sum64 = function (text) {
    return btoa(hex(sum(text)).replace(/../g, function (two) { return String.fromCharCode(parseInt(two, 16)); }));
  };
})();
