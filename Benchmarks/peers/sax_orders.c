// Counts the orders and lines of goods of orders.xml and adds up the totals of the orders in cents, without keeping
// anything: what a parser in C takes for the bare reading. libxml2's SAX2 interface, or expat with -DEXPAT.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static long orders, items, cents;
static int in_total, length;
static char total[64];

static void start(const char *name) {
  if (!strcmp(name, "order")) orders++;
  else if (!strcmp(name, "item")) items++;
  else if (!strcmp(name, "total")) in_total = 1, length = 0;
}

static void end(const char *name) {
  if (!in_total || strcmp(name, "total")) return;
  total[length] = 0;
  char *point = strchr(total, '.');
  cents += atol(total) * 100 + (point ? atol(point + 1) : 0);
  in_total = 0;
}

static void text(const char *bytes, int count) {
  if (in_total && length + count < (int)sizeof total) memcpy(total + length, bytes, count), length += count;
}

#ifdef EXPAT
#include <expat.h>
static void on_start(void *user, const XML_Char *name, const XML_Char **attributes) { start(name); }
static void on_end(void *user, const XML_Char *name) { end(name); }
static void on_text(void *user, const XML_Char *bytes, int count) { text(bytes, count); }

static XML_Parser parser;
static void begin(void) {
  parser = XML_ParserCreate(0);
  XML_SetElementHandler(parser, on_start, on_end);
  XML_SetCharacterDataHandler(parser, on_text);
}
static int parse(const char *bytes, int count) { return XML_Parse(parser, bytes, count, count == 0) != XML_STATUS_OK; }
#else
#include <libxml/parser.h>
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **declared, int attributes, int defaulted, const xmlChar **values) {
  start((const char *)name);
}
static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  end((const char *)name);
}
static void on_text(void *user, const xmlChar *bytes, int count) { text((const char *)bytes, count); }

static xmlParserCtxtPtr parser;
static void begin(void) {
  static xmlSAXHandler handler;
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = on_start;
  handler.endElementNs = on_end;
  handler.characters = on_text;
  parser = xmlCreatePushParserCtxt(&handler, 0, 0, 0, 0);
  xmlCtxtUseOptions(parser, XML_PARSE_NONET);
}
static int parse(const char *bytes, int count) { return xmlParseChunk(parser, bytes, count, count == 0); }
#endif

int main(int count, char **words) {
  static char buffer[1 << 16];
  FILE *file = count == 2 ? fopen(words[1], "rb") : 0;
  if (!file) return 1;
  begin();
  size_t got;
  do {
    got = fread(buffer, 1, sizeof buffer, file);
    if (parse(buffer, (int)got)) return 1;
  } while (got > 0);
  printf("orders=%ld items=%ld total=%ld\n", orders, items, cents);
  return 0;
}
