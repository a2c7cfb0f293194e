#ifndef LIBYAML_TREE_H
#define LIBYAML_TREE_H

#include <stddef.h>

/// Builds libyaml's own document tree of a text and deletes it; the number of nodes, -1 where the text is no YAML.
long libyaml_build_tree(const unsigned char *text, size_t size);

#endif
