// SPDX-License-Identifier: Apache-2.0
// The unit case with LEMON's network simplex, for comparison: reads an instance of singles and one kind,
// prints the optimum and the processor seconds of the solution alone.
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

int main(int argc, char **argv)
{
    if (argc != 2)
        return 1;
    std::vector<long> capacity;
    std::vector<long> penalty;
    std::vector<unsigned long> offers, needs_of;
    std::vector<std::vector<std::pair<int, long>>> row;
    FILE *f = std::fopen(argv[1], "r");
    if (!f)
        return 1;
    char *line = nullptr;
    size_t room = 0;
    while (getline(&line, &room, f) > 0) {
        std::istringstream in(line);
        std::string word, name;
        in >> word;
        if (word == "M") {
            long region, cap;
            std::string services;
            in >> name >> region >> services >> cap;
            capacity.push_back(cap);
            offers.push_back(std::stoul(services, nullptr, 16));
        } else if (word == "H") {
            long use, pen;
            std::string needs;
            in >> name >> use >> needs >> pen;
            penalty.push_back(pen);
            needs_of.push_back(std::stoul(needs, nullptr, 16));
        } else if (word == "S") {
            std::string kind;
            in >> kind;
            row.emplace_back();
            for (int m = 0; in >> word; m++) {
                size_t colon = word.find(':');
                if (kind == "d" && word != "-")
                    row.back().push_back({ m, std::stol(word) });
                else if (kind == "s")
                    row.back().push_back({ std::stoi(word.substr(0, colon)), std::stol(word.substr(colon + 1)) });
            }
        }
    }
    std::fclose(f);
    clock_t from = clock();
    lemon::SmartDigraph g;
    size_t arcs = penalty.size() + capacity.size();
    for (auto &r : row)
        arcs += r.size();
    g.reserveNode(static_cast<int>(penalty.size() + capacity.size() + 1));
    g.reserveArc(static_cast<int>(arcs));
    std::vector<lemon::SmartDigraph::Node> town, house;
    for (size_t m = 0; m < capacity.size(); m++)
        town.push_back(g.addNode());
    lemon::SmartDigraph::Node end = g.addNode();
    for (size_t h = 0; h < penalty.size(); h++)
        house.push_back(g.addNode());
    lemon::SmartDigraph::ArcMap<long> cost(g), most(g);
    lemon::SmartDigraph::NodeMap<long> supply(g, 0);
    auto add = [&](lemon::SmartDigraph::Node x, lemon::SmartDigraph::Node y, long c, long u) {
        lemon::SmartDigraph::Arc a = g.addArc(x, y);
        cost[a] = c;
        most[a] = u;
    };
    for (size_t m = 0; m < capacity.size(); m++)
        add(town[m], end, 0, capacity[m]);
    for (size_t h = 0; h < penalty.size(); h++) {
        supply[house[h]] = 1;
        add(house[h], end, penalty[h], 1);
        for (auto &c : row[h])
            if (!(needs_of[h] & ~offers[static_cast<size_t>(c.first)]))
                add(house[h], town[static_cast<size_t>(c.first)], -c.second, 1);
    }
    supply[end] = -static_cast<long>(penalty.size());
    lemon::NetworkSimplex<lemon::SmartDigraph, long, long> s(g);
    s.upperMap(most).costMap(cost).supplyMap(supply);
    if (s.run() != s.OPTIMAL)
        return 1;
    std::printf("%ld %.4f\n", -s.totalCost(), static_cast<double>(clock() - from) / CLOCKS_PER_SEC);
    return 0;
}
