// Where certain bytes stand among the next 64, as a bit each, the first byte's bit lowest.
//
// Compared 16 at a time with SSE2, which every x86-64 processor has; elsewhere eight at a time in plain C. Swift's own
// vectors make no such mask fast. All 64 bytes must be readable.
#ifndef DAYBOOK_SCAN_H
#define DAYBOOK_SCAN_H

#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>

static inline __m128i scan_load(const uint8_t *bytes, int part) {
  return _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
}

static inline uint64_t scan_bits(__m128i a, __m128i b, __m128i c, __m128i d) {
  uint64_t low = (uint32_t)_mm_movemask_epi8(a) | (uint32_t)_mm_movemask_epi8(b) << 16;
  uint64_t high = (uint32_t)_mm_movemask_epi8(c) | (uint32_t)_mm_movemask_epi8(d) << 16;
  return low | high << 32;
}

/// The bytes that equal `a`.
static inline uint64_t scan_equal(const uint8_t *bytes, uint8_t a) {
  __m128i x = _mm_set1_epi8((char)a);
  return scan_bits(
      _mm_cmpeq_epi8(scan_load(bytes, 0), x), _mm_cmpeq_epi8(scan_load(bytes, 1), x),
      _mm_cmpeq_epi8(scan_load(bytes, 2), x), _mm_cmpeq_epi8(scan_load(bytes, 3), x));
}

static inline __m128i scan_any_of(__m128i bytes, __m128i x, __m128i y, __m128i z) {
  return _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(bytes, x), _mm_cmpeq_epi8(bytes, y)), _mm_cmpeq_epi8(bytes, z));
}

/// The bytes that equal `a`, `b` or `c`.
static inline uint64_t scan_any(const uint8_t *bytes, uint8_t a, uint8_t b, uint8_t c) {
  __m128i x = _mm_set1_epi8((char)a), y = _mm_set1_epi8((char)b), z = _mm_set1_epi8((char)c);
  return scan_bits(
      scan_any_of(scan_load(bytes, 0), x, y, z), scan_any_of(scan_load(bytes, 1), x, y, z),
      scan_any_of(scan_load(bytes, 2), x, y, z), scan_any_of(scan_load(bytes, 3), x, y, z));
}

/// The bytes above 127.
static inline uint64_t scan_high(const uint8_t *bytes) {
  return scan_bits(scan_load(bytes, 0), scan_load(bytes, 1), scan_load(bytes, 2), scan_load(bytes, 3));
}

#else

/// The high bits of eight bytes, side by side.
static inline uint64_t scan_gather(uint64_t highs) { return ((highs >> 7) * 0x0102040810204080u) >> 56; }

static inline uint64_t scan_word(const uint8_t *bytes, int part) {
  uint64_t word;
  memcpy(&word, bytes + 8 * part, 8);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// The high bit of each byte of `word` that equals `byte`, exactly.
static inline uint64_t scan_matches(uint64_t word, uint8_t byte) {
  uint64_t x = word ^ byte * 0x0101010101010101u;
  return ~(((x & 0x7f7f7f7f7f7f7f7fu) + 0x7f7f7f7f7f7f7f7fu) | x) & 0x8080808080808080u;
}

/// The bytes that equal `a`.
static inline uint64_t scan_equal(const uint8_t *bytes, uint8_t a) {
  uint64_t bits = 0;
  for (int part = 0; part < 8; part++) bits |= scan_gather(scan_matches(scan_word(bytes, part), a)) << 8 * part;
  return bits;
}

/// The bytes that equal `a`, `b` or `c`.
static inline uint64_t scan_any(const uint8_t *bytes, uint8_t a, uint8_t b, uint8_t c) {
  return scan_equal(bytes, a) | scan_equal(bytes, b) | scan_equal(bytes, c);
}

/// The bytes above 127.
static inline uint64_t scan_high(const uint8_t *bytes) {
  uint64_t bits = 0;
  for (int part = 0; part < 8; part++)
    bits |= scan_gather(scan_word(bytes, part) & 0x8080808080808080u) << 8 * part;
  return bits;
}

#endif
/// Asks for the memory at an address before it is needed; any address may be given.
static inline void scan_prefetch(const void *address) { __builtin_prefetch(address); }

#endif
