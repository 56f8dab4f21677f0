// The demo's data: mountains of all continents. Heights and prominences are in metres, coordinates in degrees, north
// and east being positive. A summit on a border has several countries, one in Antarctica has none.
#pragma once

#include <tusk/types/numeric.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

/// One row of the table. It is written to the server, and read back from it, member by member.
struct mountain {
    std::string name;
    std::vector<std::string> countries;
    int height;
    double latitude;
    double longitude;
    std::optional<std::chrono::year_month_day> first_ascent; ///< none: never climbed, or nobody knows the day
    tusk::numeric prominence;
};

inline std::vector<mountain> mountains() {
    using namespace std::chrono_literals;
    constexpr auto unknown = std::nullopt;
    return {
        // The fourteen of more than eight thousand metres.
        {"Mount Everest", {"Nepal", "China"}, 8849, 27.9881, 86.9250, 1953y / 5 / 29, tusk::numeric::parse("8848.86")},
        {"K2", {"Pakistan", "China"}, 8611, 35.8825, 76.5133, 1954y / 7 / 31, 4020},
        {"Kangchenjunga", {"Nepal", "India"}, 8586, 27.7025, 88.1467, 1955y / 5 / 25, 3922},
        {"Lhotse", {"Nepal", "China"}, 8516, 27.9617, 86.9333, 1956y / 5 / 18, 610},
        {"Makalu", {"Nepal", "China"}, 8485, 27.8892, 87.0886, 1955y / 5 / 15, 2378},
        {"Cho Oyu", {"Nepal", "China"}, 8188, 28.0942, 86.6608, 1954y / 10 / 19, 2344},
        {"Dhaulagiri I", {"Nepal"}, 8167, 28.6983, 83.4875, 1960y / 5 / 13, 3357},
        {"Manaslu", {"Nepal"}, 8163, 28.5494, 84.5619, 1956y / 5 / 9, 3092},
        {"Nanga Parbat", {"Pakistan"}, 8126, 35.2375, 74.5892, 1953y / 7 / 3, 4608},
        {"Annapurna I", {"Nepal"}, 8091, 28.5961, 83.8203, 1950y / 6 / 3, 2984},
        {"Gasherbrum I", {"Pakistan", "China"}, 8080, 35.7244, 76.6964, 1958y / 7 / 5, 2155},
        {"Broad Peak", {"Pakistan", "China"}, 8051, 35.8117, 76.5650, 1957y / 6 / 9, 1701},
        {"Gasherbrum II", {"Pakistan", "China"}, 8035, 35.7583, 76.6533, 1956y / 7 / 7, 1524},
        {"Shishapangma", {"China"}, 8027, 28.3533, 85.7786, 1964y / 5 / 2, 2897},
        // More of Asia. Nobody has stood on the top of the last three with leave to do so.
        {"Nanda Devi", {"India"}, 7816, 30.3758, 79.9708, 1936y / 8 / 29, 3139},
        {"Ismoil Somoni Peak", {"Tajikistan"}, 7495, 38.9431, 72.0158, 1933y / 9 / 3, 3402},
        {"Ama Dablam", {"Nepal"}, 6812, 27.8611, 86.8611, 1961y / 3 / 13, 1041},
        {"Ararat", {"Turkey"}, 5137, 39.7019, 44.2983, 1829y / 10 / 9, 3611},
        {"Kinabalu", {"Malaysia"}, 4095, 6.0750, 116.5583, unknown, 4095},
        {"Fuji", {"Japan"}, 3776, 35.3608, 138.7275, unknown, tusk::numeric::parse("3776.24")},
        {"Gangkhar Puensum", {"Bhutan", "China"}, 7570, 28.0472, 90.4553, unknown, 2995},
        {"Machapuchare", {"Nepal"}, 6993, 28.4950, 83.9492, unknown, 1233},
        {"Kailash", {"China"}, 6638, 31.0667, 81.3125, unknown, 1319},
        // Europe.
        {"Elbrus", {"Russia"}, 5642, 43.3550, 42.4392, unknown, 4741},
        {"Mont Blanc", {"France", "Italy"}, 4806, 45.8326, 6.8652, 1786y / 8 / 8, 4696},
        {"Dufourspitze", {"Switzerland"}, 4634, 45.9369, 7.8668, 1855y / 8 / 1, 2165},
        {"Matterhorn", {"Switzerland", "Italy"}, 4478, 45.9764, 7.6586, 1865y / 7 / 14, 1042},
        {"Jungfrau", {"Switzerland"}, 4158, 46.5367, 7.9625, 1811y / 8 / 3, 692},
        {"Barre des Écrins", {"France"}, 4102, 44.9222, 6.3600, 1864y / 6 / 25, 2045},
        {"Eiger", {"Switzerland"}, 3967, 46.5775, 8.0053, 1858y / 8 / 11, 356},
        {"Großglockner", {"Austria"}, 3798, 47.0745, 12.6939, 1800y / 7 / 28, 2428},
        {"Zugspitze", {"Germany", "Austria"}, 2962, 47.4211, 10.9853, 1820y / 8 / 27, 1746},
        {"Mytikas", {"Greece"}, 2918, 40.0856, 22.3586, 1913y / 8 / 2, 2353},
        {"Galdhøpiggen", {"Norway"}, 2469, 61.6364, 8.3125, unknown, 2372},
        {"Ben Nevis", {"United Kingdom"}, 1345, 56.7969, -5.0036, 1771y / 8 / 17, 1345},
        // The Americas.
        {"Aconcagua", {"Argentina"}, 6961, -32.6533, -70.0108, 1897y / 1 / 14, 6961},
        {"Ojos del Salado", {"Argentina", "Chile"}, 6893, -27.1092, -68.5414, 1937y / 2 / 26, 3688},
        {"Huascarán", {"Peru"}, 6768, -9.1219, -77.6042, 1932y / 7 / 20, 2776},
        {"Chimborazo", {"Ecuador"}, 6263, -1.4692, -78.8175, 1880y / 1 / 4, 4118},
        {"Denali", {"United States"}, 6190, 63.0692, -151.0070, 1913y / 6 / 7, 6140},
        {"Mount Logan", {"Canada"}, 5959, 60.5672, -140.4056, 1925y / 6 / 23, 5247},
        // Africa, Oceania, Antarctica.
        {"Kilimanjaro", {"Tanzania"}, 5895, -3.0758, 37.3533, 1889y / 10 / 6, 5885},
        {"Mount Kenya", {"Kenya"}, 5199, -0.1508, 37.3075, 1899y / 9 / 13, 3825},
        {"Puncak Jaya", {"Indonesia"}, 4884, -4.0789, 137.1583, 1962y / 2 / 13, 4884},
        {"Aoraki / Mount Cook", {"New Zealand"}, 3724, -43.5950, 170.1419, 1894y / 12 / 25, 3724},
        {"Mount Vinson", {}, 4892, -78.5254, -85.6171, 1966y / 12 / 18, 4892},
        {"Mount Erebus", {}, 3794, -77.5278, 167.1533, 1908y / 3 / 10, 3794},
    };
}
