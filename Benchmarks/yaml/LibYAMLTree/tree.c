// A text in, libyaml's document tree built and deleted: what reading into nodes is measured against.

#include "tree.h"

#include <yaml.h>

long libyaml_build_tree(const unsigned char *text, size_t size) {
  yaml_parser_t parser;
  yaml_document_t document;
  if (!yaml_parser_initialize(&parser)) return -1;
  yaml_parser_set_input_string(&parser, text, size);
  long nodes = -1;
  if (yaml_parser_load(&parser, &document)) {
    nodes = document.nodes.top - document.nodes.start;
    yaml_document_delete(&document);
  }
  yaml_parser_delete(&parser);
  return nodes;
}
